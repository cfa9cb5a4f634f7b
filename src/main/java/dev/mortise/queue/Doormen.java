package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that block in the kernel for others: as many as files are contended, and never more than a cap. Files beyond it
 * queue for a doorman, and the heads of their queues try once a tick meanwhile.
 */
public final class Doormen {

    private static final long IDLE_SECONDS = 2;
    private static final long STACK_BYTES = 256 * 1024;
    private static final long KICK_EVERY = 1_000_000;

    private final Posix posix;
    private final Timer timer;
    private final ThreadPoolExecutor threads;
    private volatile @Nullable Boolean kickable;

    /**
     * Employs nobody yet.
     *
     * @param posix for kicks
     * @param timer for repeated kicks
     * @param cap most threads
     */
    public Doormen(Posix posix, Timer timer, int cap) {
        this.posix = posix;
        this.timer = timer;
        this.threads = new ThreadPoolExecutor(
                cap,
                cap,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons(),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(null, task, "mortise-doorman", STACK_BYTES, false);
            thread.setDaemon(true);
            return thread;
        };
    }

    void engage(Doorman doorman) {
        threads.execute(doorman);
    }

    /** Whether files wait for a doorman. */
    boolean isShort() {
        return !threads.getQueue().isEmpty();
    }

    /** Whether a thread that is blocked can be kicked, so that others than doormen may block. */
    boolean letOthersBlock() {
        Boolean known = kickable;
        if (known == null) {
            known = posix.kick(posix.gettid()) == 0;
            kickable = known;
        }
        return known;
    }

    Timer timer() {
        return timer;
    }

    int threadNumber() {
        return posix.gettid();
    }

    /** Kicks a thread until it is back: a kick that comes just before it blocks is lost. */
    void disturb(Stay stay) {
        if (stay.disturb()) {
            kick(stay);
        }
    }

    private void kick(Stay stay) {
        if (stay.kick(this::reaches)) {
            timer.after(KICK_EVERY, () -> kick(stay));
        }
    }

    private boolean reaches(int tid) {
        int kicked = posix.kick(tid);
        return kicked == 0 || kicked == -Errno.EAGAIN;
    }

    /**
     * Tells how many threads there are at this moment.
     *
     * @return their number
     */
    public int size() {
        return threads.getPoolSize();
    }

    /** Employs nobody any more, after all stations were doomed; who is still blocked is kicked until it is back. */
    public void close() {
        threads.shutdown();
    }
}
