package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.jcstress.SharedDirectory;
import dev.mortise.posix.Name;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads each look whether a name is free and then create the file, without {@code O_EXCL}. Is looking first enough?
 *
 * <p>No: both may look before either creates. Observed:
 *
 * <pre>
 *   RESULT  SAMPLES     FREQ      EXPECT
 * -17, -17        0    0.00%   Forbidden
 *   -17, 0    2,857   25.31%  Acceptable
 *   0, -17    3,737   33.10%  Acceptable
 *     0, 0    4,695   41.59%   Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "0, -17", expect = ACCEPTABLE, desc = "The first thread made the file, the second was told EEXIST.")
@Outcome(id = "-17, 0", expect = ACCEPTABLE, desc = "The second thread made the file, the first was told EEXIST.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both believe that they made the file.")
@Outcome(id = "-17, -17", expect = FORBIDDEN, desc = "The name was free, and nobody got it.")
@Outcome(expect = FORBIDDEN, desc = "An error that has no place here.")
@State
public class CheckThenCreate {

    private static final SharedDirectory DIRECTORY = SharedDirectory.open();

    private final Name name = DIRECTORY.freshName();

    /**
     * Looks, and takes the name if it seemed free.
     *
     * @param r where the answer goes
     */
    @Actor
    public void first(II_Result r) {
        r.r1 = DIRECTORY.checkThenCreate(name);
    }

    /**
     * Looks, and takes the name if it seemed free.
     *
     * @param r where the answer goes
     */
    @Actor
    public void second(II_Result r) {
        r.r2 = DIRECTORY.checkThenCreate(name);
    }

    /** Clears up after both. */
    @Arbiter
    public void clear() {
        DIRECTORY.clear(name);
    }
}
