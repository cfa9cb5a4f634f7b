package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.concurrent.locks.LockSupport;

/** A thread, platform or virtual, that parks. */
final class ThreadWaiter extends Waiter {

    private final Thread thread = Thread.currentThread();

    ThreadWaiter(Mode mode, long since) {
        super(mode, since);
    }

    @Override
    void wake() {
        LockSupport.unpark(thread);
    }
}
