package dev.mortise.jcstress.broken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Twin of {@code CloseAgainstTimeout}, reduced to its fault: who gives up looks whether it was answered, and leaves the queue then, without looking again under the mutex. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It saw the grant in time.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It left the queue in time, and the lock is free.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "It was granted the lock and went: the lock belongs to nobody.")
@Outcome(expect = FORBIDDEN, desc = "Cannot be.")
@State
public class TimeoutThatForgetsAGrant {

    private boolean queued = true;
    private volatile boolean answered;
    private boolean free;

    /** Hands the lock over if somebody waits. */
    @Actor
    public synchronized void leaver() {
        if (queued) {
            queued = false;
            answered = true;
        } else {
            free = true;
        }
    }

    /**
     * Gives up.
     *
     * @param r whether it is inside all the same
     */
    @Actor
    public void waiter(II_Result r) {
        if (answered) {
            r.r1 = 1;
            return;
        }
        synchronized (this) {
            queued = false;
        }
        r.r1 = 0;
    }

    /**
     * Looks at what is left.
     *
     * @param r whether it is free
     */
    @Arbiter
    public void look(II_Result r) {
        r.r2 = free ? 1 : 0;
    }
}
