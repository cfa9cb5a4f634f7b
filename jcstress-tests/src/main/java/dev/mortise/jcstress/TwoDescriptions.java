package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.posix.Name;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread and the doorman who waits for it each lock the same file, through a description of its own. Can both be let in?
 *
 * <p>No: the kernel keeps descriptions apart, whosever they are. Observed:
 *
 * <pre>
 *   RESULT  SAMPLES    FREQ  EXPECT
 * -11, -11        0   0.00%  Forbidden
 *   -11, 0        6  42.86%  Acceptable
 *   0, -11        8  57.14%  Acceptable
 *     0, 0        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "0, -11", expect = ACCEPTABLE, desc = "The first one is inside, the second was told EAGAIN.")
@Outcome(id = "-11, 0", expect = ACCEPTABLE, desc = "The second one is inside, the first was told EAGAIN.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both are inside.")
@Outcome(id = "-11, -11", expect = FORBIDDEN, desc = "The lock was free, and nobody got it.")
@Outcome(expect = FORBIDDEN, desc = "An error that has no place here.")
@State
public class TwoDescriptions {

    private static final SharedDirectory DIRECTORY = SharedDirectory.open();

    private final Name name = DIRECTORY.freshName();
    private final int mine = DIRECTORY.openLock(name);
    private final int doormans = DIRECTORY.openLock(name);

    /**
     * Tries to lock.
     *
     * @param r where the answer goes
     */
    @Actor
    public void first(II_Result r) {
        r.r1 = DIRECTORY.tryLock(mine);
    }

    /**
     * Tries to lock.
     *
     * @param r where the answer goes
     */
    @Actor
    public void second(II_Result r) {
        r.r2 = DIRECTORY.tryLock(doormans);
    }

    /** Clears up after both. */
    @Arbiter
    public void clear() {
        DIRECTORY.close(mine, doormans);
        DIRECTORY.clear(name);
    }
}
