package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that parks, or, if it is a platform thread, blocks in the kernel itself. */
@SuppressWarnings("ReferenceEquality") // a thread is who it is
final class ThreadWaiter extends Waiter {

    private final Thread thread = Thread.currentThread();
    private final boolean virtual = VirtualThreads.includes(thread);
    private final Doormen doormen;
    private volatile @Nullable Stay stay;

    ThreadWaiter(Mode mode, long since, Doormen doormen) {
        super(mode, since);
        this.doormen = doormen;
    }

    @Override
    boolean canBlock() {
        return doormen.letOthersBlock() && !virtual;
    }

    /**
     * Before it blocks. Who signals it later kicks it; who did so before was heard here.
     *
     * @return whether nobody did
     */
    boolean settleIn(Stay blocked) {
        stay = blocked;
        return !signalled && !answered;
    }

    @Override
    boolean isBlocked() {
        return stay != null;
    }

    void getUp() {
        stay = null;
    }

    /**
     * Until it is woken, or for some time; by itself.
     *
     * <p>The JDK's scheduler wakes a thread of its own for each timed park of a virtual thread, and again when the park ends early, which
     * costs more changes of threads than a hand-over does. Our timer's alarm is set already, almost always.
     */
    void park(Object blocker, long nanos) {
        if (nanos == Long.MAX_VALUE) {
            sleep(() -> LockSupport.park(blocker));
        } else if (virtual) {
            Runnable forgetAlarm = doormen.timer().after(nanos, () -> LockSupport.unpark(thread));
            try {
                sleep(() -> LockSupport.park(blocker));
            } finally {
                forgetAlarm.run();
            }
        } else {
            sleep(() -> LockSupport.parkNanos(blocker, nanos));
        }
    }

    /**
     * The permit of a wake-up may be gone: a mutex parks as well, and whoever is woken there uses it up. So what the wake-up was about is
     * looked at last, with nothing in between that could park.
     */
    private void sleep(Runnable parking) {
        if (!signalled && !answered) {
            parking.run();
        }
    }

    @Override
    public void wake() {
        if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
        Stay blocked = stay;
        if (blocked != null) {
            doormen.disturb(blocked);
        }
    }
}
