package dev.mortise.queue;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, on one thread, which ends when there has been nothing to do. */
public final class Timer {

    private static final long IDLE_SECONDS = 2;

    private final ScheduledThreadPoolExecutor thread;

    /** Starts no thread yet. */
    public Timer() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "mortise-timer");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task once.
     *
     * @param nanos from now
     * @param task short, and not blocking
     * @return takes it back
     */
    public Runnable after(long nanos, Runnable task) {
        var future = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
