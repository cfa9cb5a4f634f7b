package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads enter, add to a number that nothing else protects, and leave, twice; whoever leaves hands on to who waits. Do the two
 * meet, or is one left waiting?
 *
 * <p>No. (Were one left waiting, the run would not end.) Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *      4    1,685 100.00%  Acceptable
 * </pre>
 */
@JCStressTest
@Outcome(id = "4", expect = ACCEPTABLE, desc = "Both were inside, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "The two met, and one sum is lost.")
@State
public class TwoTakeTurns {

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private int sum;

    /** Adds. */
    @Actor
    public void first() {
        add();
        add();
    }

    /** Adds. */
    @Actor
    public void second() {
        add();
        add();
    }

    private void add() {
        Hold hold = LockRing.takeUnlessInterrupted(lock);
        int read = sum;
        Moment.pass();
        sum = read + 1;
        LockRing.close(hold);
    }

    /**
     * Reads the sum.
     *
     * @param r where it goes
     */
    @Arbiter
    public void last(I_Result r) {
        r.r1 = sum;
    }
}
