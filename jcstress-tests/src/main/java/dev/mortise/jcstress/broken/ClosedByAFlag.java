package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Twin of {@code ClosedByTwo}, reduced to its fault: the flag is looked at, and set then. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Let go once.")
@Outcome(id = "2", expect = FORBIDDEN, desc = "Let go twice: the second one frees whoever came in between.")
@State
public class ClosedByAFlag {

    private boolean closed;
    private final java.util.concurrent.atomic.AtomicInteger left = new java.util.concurrent.atomic.AtomicInteger();

    private void close() {
        if (!closed) {
            closed = true;
            left.incrementAndGet();
        }
    }

    /** Closes. */
    @Actor
    public void first() {
        close();
    }

    /** Closes. */
    @Actor
    public void second() {
        close();
    }

    /**
     * Counts.
     *
     * @param r how often it was let go
     */
    @Arbiter
    public void look(I_Result r) {
        r.r1 = left.get();
    }
}
