package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads close the same hold, and one of them tries to get in again at once, and stays. Does the second close let anybody else in?
 *
 * <p>No: who closes second does nothing. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0        0   0.00%  Forbidden
 *   0, 1        4   0.05%  Acceptable
 *   1, 0    8,469  99.95%  Acceptable
 *   1, 1        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It got in again; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It came before the other one had let go; the lock is free now.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class HoldClosedTwice {

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private final Hold hold = LockRing.take(lock);
    private @Nullable Hold again;

    /** Closes. */
    @Actor
    public void first() {
        hold.close();
    }

    /**
     * Closes, and tries to get in.
     *
     * @param r where it says whether it did
     */
    @Actor
    public void second(II_Result r) {
        hold.close();
        again = LockRing.tryToTake(lock);
        r.r1 = again == null ? 0 : 1;
    }

    /**
     * Tries when all is over, and clears up.
     *
     * @param r where it says whether anybody can get in
     */
    @Arbiter
    public void last(II_Result r) {
        Hold third = LockRing.tryToTake(lock);
        r.r2 = third == null ? 0 : 1;
        LockRing.close(again, third);
    }
}
