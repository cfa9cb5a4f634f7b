package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread closes its hold while another one waits for the lock, and not for long. Can the lock be given to one who has just
 * stopped waiting?
 *
 * <p>No: whoever is given the lock stays, though its time was up, and who is not leaves nothing behind. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0        0   0.00%  Forbidden
 *   0, 1      496   5.85%  Acceptable
 *   1, 0    7,977  94.15%  Acceptable
 *   1, 1        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second one got in; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second one's time was up; the lock is free.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class CloseAndTimeout {

    private static final Duration WHILE = Duration.ofNanos(5000);

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private final Hold hold = LockRing.take(lock);
    private @Nullable Hold second;

    /** Closes. */
    @Actor
    public void first() {
        hold.close();
    }

    /**
     * Waits for a while.
     *
     * @param r where it says whether it got in
     */
    @Actor
    public void second(II_Result r) {
        second = LockRing.takeWithin(lock, WHILE);
        r.r1 = second == null ? 0 : 1;
    }

    /**
     * Tries when all is over, and clears up.
     *
     * @param r where it says whether anybody can get in
     */
    @Arbiter
    public void last(II_Result r) {
        Hold third = second == null ? LockRing.takeAtLast(lock) : LockRing.tryToTake(lock);
        r.r2 = third == null ? 0 : 1;
        LockRing.close(second, third);
    }
}
