package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.jcstress.Moment;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * As {@code CloseAndTimeout}, of a model: who leaves hands the lock to who waits; who stops waiting looks whether it was given the
 * lock, and takes the mutex of the queue then. Is looking first enough?
 *
 * <p>No: it is given the lock between the two, goes away, and the lock is lost. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0       74   0.85%  Forbidden
 *   0, 1    1,175  13.46%  Acceptable
 *   1, 0    7,480  85.69%  Acceptable
 *   1, 1        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second one got in; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second one's time was up; the lock is free.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class TimeoutThatDoesNotLookAgain {

    private final ReentrantLock mutex = new ReentrantLock();
    private boolean waiting = true;
    private boolean free;
    private volatile boolean granted;

    /** Leaves. */
    @Actor
    public void first() {
        mutex.lock();
        try {
            granted = waiting;
            free = !waiting;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Gives up, unless it was given the lock.
     *
     * @param r where it says whether it was
     */
    @Actor
    public void second(II_Result r) {
        if (granted) {
            r.r1 = 1;
            return;
        }
        Moment.pass(); // as long as the clock takes
        mutex.lock();
        try {
            waiting = false;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Looks when all is over.
     *
     * @param r where it says whether anybody can get in
     */
    @Arbiter
    public void last(II_Result r) {
        r.r2 = free ? 1 : 0;
    }
}
