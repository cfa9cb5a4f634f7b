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
 * Two threads each rename a file of their own to the same free name, with {@code RENAME_NOREPLACE}. Can both believe that
 * the name is theirs, or neither? Can one replace what the other has published?
 *
 * <p>No: exactly one renames. Observed:
 *
 * <pre>
 *   RESULT  SAMPLES     FREQ      EXPECT
 * -17, -17        0    0.00%   Forbidden
 *   -17, 0    2,406   23.44%  Acceptable
 *   0, -17    7,859   76.56%  Acceptable
 *     0, 0        0    0.00%   Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "0, -17", expect = ACCEPTABLE, desc = "The first thread's file has the name, the second was told EEXIST.")
@Outcome(id = "-17, 0", expect = ACCEPTABLE, desc = "The second thread's file has the name, the first was told EEXIST.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both believe that the name is their file's; one of the two is gone.")
@Outcome(id = "-17, -17", expect = FORBIDDEN, desc = "The name was free, and nobody got it.")
@Outcome(expect = FORBIDDEN, desc = "An error that has no place here.")
@State
public class OneTargetTwoRenames {

    private static final SharedDirectory DIRECTORY = SharedDirectory.open();

    private final Name mine = DIRECTORY.freshFile();
    private final Name yours = DIRECTORY.freshFile();
    private final Name target = DIRECTORY.freshName();

    /**
     * Tries to give its own file the name.
     *
     * @param r where the answer goes
     */
    @Actor
    public void first(II_Result r) {
        r.r1 = DIRECTORY.renameToFree(mine, target);
    }

    /**
     * Tries to give its own file the name.
     *
     * @param r where the answer goes
     */
    @Actor
    public void second(II_Result r) {
        r.r2 = DIRECTORY.renameToFree(yours, target);
    }

    /** Clears up after both. */
    @Arbiter
    public void clear() {
        DIRECTORY.clear(mine, yours, target);
    }
}
