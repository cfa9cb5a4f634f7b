package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.jcstress.Moment;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * As {@code ViewsOfOneLock}, of a model: a view that lets go at its first unlock. Does that let the other one in?
 *
 * <p>Yes. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *      1      992  10.73%  Forbidden
 *      2    8,249  89.27%  Acceptable
 * </pre>
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both were inside, one at a time.")
@Outcome(expect = FORBIDDEN, desc = "The two met, and one sum is lost.")
@State
@SuppressWarnings("LockNotBeforeTry") // the order is the point
public class UnlockThatDoesNotCount {

    private final Lock lock = new ReentrantLock();
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
        lock.lock(); // the second time it would only count
        lock.unlock();
        int read = sum;
        Moment.pass();
        sum = read + 1;
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
