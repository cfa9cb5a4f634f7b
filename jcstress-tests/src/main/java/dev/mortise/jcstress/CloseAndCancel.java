package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread closes its hold while another one cancels the future that waits for the lock. Does a future that wins too late keep the
 * lock for ever?
 *
 * <p>No: what a cancelled future wins it lets go, and one that could not be cancelled has the hold. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0        0   0.00%  Forbidden
 *   0, 1      646  37.89%  Acceptable
 *   1, 0    1,059  62.11%  Acceptable
 *   1, 1        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The future got in before it could be cancelled; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The future was cancelled; the lock is free, at once or soon.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class CloseAndCancel {

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private final Hold hold = LockRing.take(lock);
    private @Nullable Hold second;
    private final CompletableFuture<Hold> future = lock.acquireAsync();

    /** Closes. */
    @Actor
    public void first() {
        hold.close();
    }

    /**
     * Changes its mind.
     *
     * @param r where it says whether that was too late
     */
    @Actor
    public void second(II_Result r) {
        boolean cancelled = future.cancel(true);
        second = cancelled ? null : future.join();
        r.r1 = cancelled ? 0 : 1;
    }

    /**
     * Tries when all is over, and clears up.
     *
     * @param r where it says whether anybody can get in
     */
    @Arbiter
    public void last(II_Result r) {
        Hold third = second == null ? LockRing.takeAtLast(lock) : LockRing.tryToTake(lock);
        r.r2 = third == null ? 0 : 1;
        LockRing.close(second, third);
    }
}
