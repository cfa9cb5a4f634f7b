package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads close one hold. It is let go once: a second letting-go would free whoever came in between. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Let go once; who came next is alone.")
@Outcome(expect = FORBIDDEN, desc = "Not let go, or let go twice.")
@State
@SuppressWarnings("try") // what is held is not used
public class ClosedByTwo {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private final Hold hold = SharedLocks.hold(lock);

    /** Closes. */
    @Actor
    public void first() {
        hold.close();
    }

    /** Closes. */
    @Actor
    public void second() {
        hold.close();
    }

    /**
     * Looks at what is left.
     *
     * @param r whether it is free, and whether the next one is alone
     */
    @Arbiter
    public void look(II_Result r) {
        try (Hold next = SharedLocks.hold(lock)) {
            hold.close();
            r.r1 = 1;
            r.r2 = isTaken() ? 1 : 0;
        }
    }

    private boolean isTaken() {
        try (Hold another = lock.tryAcquire()) {
            return another == null;
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
