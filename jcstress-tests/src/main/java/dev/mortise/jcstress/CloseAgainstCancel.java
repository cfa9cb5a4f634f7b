package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A hold is closed while a future that waits is cancelled. What it wins late it lets go. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Cancelled in time; the lock is free.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It had won before; whoever has the future closed it.")
@Outcome(expect = FORBIDDEN, desc = "The lock belongs to nobody and is not free.")
@State
@SuppressWarnings("try") // what is held is not used
public class CloseAgainstCancel {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private final Hold hold = SharedLocks.hold(lock);
    private final CompletableFuture<Hold> future = lock.acquireAsync();

    /** Closes. */
    @Actor
    public void holder() {
        hold.close();
    }

    /**
     * Cancels.
     *
     * @param r whether it was in time
     */
    @Actor
    public void canceller(II_Result r) {
        r.r1 = future.cancel(false) ? 1 : 0;
    }

    /**
     * Looks at what is left.
     *
     * @param r whether it is free
     */
    @Arbiter
    public void look(II_Result r) {
        if (!future.isCancelled()) {
            future.join().close();
        }
        r.r2 = SharedLocks.isFree(lock);
    }
}
