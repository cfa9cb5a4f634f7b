package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.jcstress.SharedDirectory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A doorman that shares its description with the threads he waits for: the kernel lets in both. */
@JCStressTest
@Outcome(
        id = {"0, -11", "-11, 0"},
        expect = ACCEPTABLE,
        desc = "One was let in.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Both were let in.")
@Outcome(expect = FORBIDDEN, desc = "An error that has no place here.")
@State
public class OneDescriptionForTwo {

    private static final SharedDirectory DIRECTORY = SharedDirectory.open();

    private final int description = DIRECTORY.openFreshFile();

    /**
     * Tries.
     *
     * @param r what the kernel said
     */
    @Actor
    public void thread(II_Result r) {
        r.r1 = DIRECTORY.tryLock(description);
    }

    /**
     * Tries.
     *
     * @param r what the kernel said
     */
    @Actor
    public void doorman(II_Result r) {
        r.r2 = DIRECTORY.tryLock(description);
    }

    /** Closes what both used. */
    @Arbiter
    public void close() {
        DIRECTORY.close(description);
    }
}
