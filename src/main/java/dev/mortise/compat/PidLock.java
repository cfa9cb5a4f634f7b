package dev.mortise.compat;

import java.util.concurrent.atomic.AtomicBoolean;

/** One hold of a {@linkplain PidLocks named lock}. Any thread may close it, and closing twice does nothing. */
public final class PidLock implements AutoCloseable {

    private final PidHold hold;
    private final AtomicBoolean closed = new AtomicBoolean();

    PidLock(PidHold hold) {
        this.hold = hold;
    }

    /** Lets go, if it is the last hold that its thread has of the lock. The pid is taken out of the file before. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            hold.leave();
        }
    }
}
