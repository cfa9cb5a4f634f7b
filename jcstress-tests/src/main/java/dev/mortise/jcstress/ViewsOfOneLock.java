package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.KernelLock;
import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads lock twice through views of one lock, unlock once, and add to a number that nothing else protects. Does the first unlock let
 * the other one in?
 *
 * <p>No: holds are counted per thread, whichever view they come by. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *      2    8,473 100.00%  Acceptable
 * </pre>
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both were inside, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "The two met, and one sum is lost.")
@State
@SuppressWarnings("LockNotBeforeTry") // the order is the point
public class ViewsOfOneLock {

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private int sum;

    /** Adds. */
    @Actor
    public void first() {
        add();
    }

    /** Adds. */
    @Actor
    public void second() {
        add();
    }

    private void add() {
        Lock outer = lock.asLock();
        Lock inner = lock.asReadWriteLock().writeLock();
        outer.lock();
        inner.lock();
        inner.unlock();
        int read = sum;
        Moment.pass();
        sum = read + 1;
        outer.unlock();
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
