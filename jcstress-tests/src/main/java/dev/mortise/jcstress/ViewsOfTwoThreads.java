package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.KernelLock;
import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads enter a reentrant view, each twice. Their counts are their own, and the lock is free when each has left twice. */
@JCStressTest
@Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "Both were inside, alone, and the lock is free.")
@Outcome(expect = FORBIDDEN, desc = "One met the other inside, or the counts were mixed up.")
@State
@SuppressWarnings("LockNotBeforeTry") // twice is the point
public class ViewsOfTwoThreads {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private final Lock view = lock.asLock();
    private int inside;
    private int entries;
    private int met;

    private void enterTwice() {
        view.lock();
        try {
            met += inside;
            inside++;
            view.lock();
            entries++;
            view.unlock();
            inside--;
        } finally {
            view.unlock();
        }
    }

    /** Goes in twice, and out twice. */
    @Actor
    public void first() {
        enterTwice();
    }

    /** Goes in twice, and out twice. */
    @Actor
    public void second() {
        enterTwice();
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
