package dev.mortise;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;

/** A door at which one {@code flock} stops before it reaches the kernel. */
final class PausingPosix extends ForwardingPosix {

    private final IntPredicate which;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Stops the first one whose operation is such. */
    PausingPosix(Posix target, IntPredicate which) {
        super(target);
        this.which = which;
    }

    @Override
    public int flock(int fd, int operation) {
        if (which.test(operation)) {
            pause();
        }
        return super.flock(fd, operation);
    }

    private void pause() {
        arrived.countDown();
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitArrival() throws InterruptedException {
        arrived.await();
    }

    void release() {
        released.countDown();
    }
}
