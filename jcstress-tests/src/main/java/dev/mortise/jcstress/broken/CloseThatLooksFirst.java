package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.jcstress.Moment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * As {@code HoldClosedTwice}, of a model: a hold that looks whether it is closed, and closes then. Is looking first enough?
 *
 * <p>No: both may look before either closes, and the second one lets go what somebody else holds by then. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0        0   0.00%  Forbidden
 *   0, 1        0   0.00%  Acceptable
 *   1, 0    8,680  91.40%  Acceptable
 *   1, 1      817   8.60%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It got in again; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It came before the other one had let go; the lock is free now.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class CloseThatLooksFirst {

    private final AtomicBoolean taken = new AtomicBoolean(true);
    private volatile boolean closed;

    /** Closes. */
    @Actor
    public void first() {
        close();
    }

    /**
     * Closes, and tries to get in.
     *
     * @param r where it says whether it did
     */
    @Actor
    public void second(II_Result r) {
        close();
        r.r1 = taken.compareAndSet(false, true) ? 1 : 0;
    }

    private void close() {
        if (!closed) {
            Moment.pass(); // as long as a system call
            closed = true;
            taken.set(false);
        }
    }

    /**
     * Tries when all is over.
     *
     * @param r where it says whether anybody can get in
     */
    @Arbiter
    public void last(II_Result r) {
        r.r2 = taken.compareAndSet(false, true) ? 1 : 0;
    }
}
