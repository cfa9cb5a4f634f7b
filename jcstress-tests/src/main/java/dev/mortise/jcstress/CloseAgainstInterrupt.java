package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A hold is closed, and one who waits is interrupted in the same moment. What is granted in that moment is kept or given back, never lost. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It got the lock, and let it go.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It was interrupted, and the lock is free.")
@Outcome(expect = FORBIDDEN, desc = "The lock belongs to nobody and is not free.")
@State
@SuppressWarnings("try") // what is held is not used
public class CloseAgainstInterrupt {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private final KernelLock lock = LOCKS.take();
    private final Hold hold = SharedLocks.hold(lock);

    /** Guarded by this; null before and after the waiting, so that no interrupt reaches what comes later. */
    private @Nullable Thread waiting;

    /**
     * Waits.
     *
     * @param r whether it got in
     */
    @Actor
    public void waiter(II_Result r) {
        expect(Thread.currentThread());
        try (Hold mine = lock.acquire()) {
            r.r1 = 1;
        } catch (InterruptedException e) {
            r.r1 = 0;
        } catch (IOException e) {
            r.r1 = -1;
        } finally {
            expect(null);
            Thread.interrupted();
        }
    }

    private synchronized void expect(@Nullable Thread thread) {
        waiting = thread;
    }

    /** Closes, and interrupts whoever waits. */
    @Actor
    public void holder() {
        hold.close();
        interrupt();
    }

    private synchronized void interrupt() {
        Thread thread = waiting;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /**
     * Looks at what is left.
     *
     * @param r whether it is free
     */
    @Arbiter
    public void look(II_Result r) {
        r.r2 = SharedLocks.isFree(lock);
    }
}
