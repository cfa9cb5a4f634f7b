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

/** A reader and a writer. A reader that is inside sees all that the writer wrote, or nothing. */
@JCStressTest
@Outcome(
        id = {"0, 1, 1", "2, 1, 1"},
        expect = ACCEPTABLE,
        desc = "The reader saw both writes or none.")
@Outcome(expect = FORBIDDEN, desc = "A reader saw half of it, somebody was lost, or the lock was left behind.")
@State
@SuppressWarnings("try") // what is held is not used
public class ReaderAndWriter {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private int one;
    private int two;

    private int read() {
        try (Hold hold = lock.shared().acquire()) {
            return one + two;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads.
     *
     * @param r what it saw
     */
    @Actor
    public void reader(III_Result r) {
        r.r1 = read();
    }

    /** Writes twice. */
    @Actor
    public void writer() {
        try (Hold hold = lock.acquire()) {
            one++;
            two++;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Looks at what is left.
     *
     * @param r what was written, and whether it is free
     */
    @Arbiter
    public void look(III_Result r) {
        r.r2 = one * two;
        r.r3 = SharedLocks.isFree(lock);
    }
}
