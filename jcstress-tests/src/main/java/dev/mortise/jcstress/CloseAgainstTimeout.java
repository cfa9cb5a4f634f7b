package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.LockTimeoutException;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A hold is closed while the time of one who waits runs out. What is granted in that moment is kept or given back, never lost. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It got the lock, and let it go.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Its time was over, and the lock is free.")
@Outcome(expect = FORBIDDEN, desc = "The lock belongs to nobody and is not free.")
@State
@SuppressWarnings("try") // what is held is not used
public class CloseAgainstTimeout {

    private static final SharedLocks LOCKS = SharedLocks.open();

    private static final Duration SHORT = Duration.ofNanos(3_000);

    private final KernelLock lock = LOCKS.take();
    private final Hold hold = SharedLocks.hold(lock);

    /** Closes. */
    @Actor
    public void holder() {
        hold.close();
    }

    /**
     * Waits, for a moment.
     *
     * @param r whether it got in
     */
    @Actor
    public void waiter(II_Result r) {
        try (Hold mine = lock.acquire(SHORT)) {
            r.r1 = 1;
        } catch (LockTimeoutException e) {
            r.r1 = 0;
        } catch (IOException | InterruptedException e) {
            r.r1 = -1;
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
