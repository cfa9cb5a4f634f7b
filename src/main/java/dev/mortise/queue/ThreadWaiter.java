package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that parks, or, if it is a platform thread, blocks in the kernel itself. */
@SuppressWarnings("ReferenceEquality") // a thread is who it is
final class ThreadWaiter extends Waiter {

    private final Thread thread = Thread.currentThread();
    private final Doormen doormen;
    private volatile @Nullable Stay stay;

    ThreadWaiter(Mode mode, long since, Doormen doormen) {
        super(mode, since);
        this.doormen = doormen;
    }

    @Override
    boolean canBlock() {
        return doormen.letOthersBlock() && !VirtualThreads.includes(thread);
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
