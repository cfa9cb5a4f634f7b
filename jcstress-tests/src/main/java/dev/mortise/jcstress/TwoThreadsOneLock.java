package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads and a lock: one hands it on to the other. Is anybody lost, does anybody meet the other inside, and is it free in the end? */
@JCStressTest
@Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "Both were inside, alone, and the lock is free.")
@Outcome(expect = FORBIDDEN, desc = "One was lost, met the other inside, or left the lock behind.")
@State
@SuppressWarnings("try") // what is held is not used
public class TwoThreadsOneLock {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private int inside;
    private int entries;
    private int met;

    private void enter() {
        try (Hold hold = lock.acquire()) {
            met += inside;
            inside++;
            entries++;
            inside--;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes in and out. */
    @Actor
    public void first() {
        enter();
    }

    /** Goes in and out. */
    @Actor
    public void second() {
        enter();
    }

    /**
     * Looks at what is left.
     *
     * @param r entries, meetings, and whether it is free
     */
    @Arbiter
    public void look(III_Result r) {
        r.r1 = entries;
        r.r2 = met;
        r.r3 = SharedLocks.isFree(lock);
    }
}
