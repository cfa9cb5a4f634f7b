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
 * Two threads create the same file with {@code O_CREAT | O_EXCL}. Can both believe that the name is theirs, or neither?
 *
 * <p>No: exactly one creates it. Observed:
 *
 * <pre>
 *   RESULT  SAMPLES     FREQ      EXPECT
 * -17, -17        0    0.00%   Forbidden
 *   -17, 0    5,835   40.63%  Acceptable
 *   0, -17    8,526   59.37%  Acceptable
 *     0, 0        0    0.00%   Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "0, -17", expect = ACCEPTABLE, desc = "The first thread made the file, the second was told EEXIST.")
@Outcome(id = "-17, 0", expect = ACCEPTABLE, desc = "The second thread made the file, the first was told EEXIST.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both believe that they made the file.")
@Outcome(id = "-17, -17", expect = FORBIDDEN, desc = "The name was free, and nobody got it.")
@Outcome(expect = FORBIDDEN, desc = "An error that has no place here.")
@State
public class OneNameTwoCreators {

    private static final SharedDirectory DIRECTORY = SharedDirectory.open();

    private final Name name = DIRECTORY.freshName();

    /**
     * Tries to take the name.
     *
     * @param r where the answer goes
     */
    @Actor
    public void first(II_Result r) {
        r.r1 = DIRECTORY.createExclusively(name);
    }

    /**
     * Tries to take the name.
     *
     * @param r where the answer goes
     */
    @Actor
    public void second(II_Result r) {
        r.r2 = DIRECTORY.createExclusively(name);
    }

    /** Clears up after both. */
    @Arbiter
    public void clear() {
        DIRECTORY.clear(name);
    }
}
