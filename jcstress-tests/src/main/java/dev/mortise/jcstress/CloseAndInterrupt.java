package dev.mortise.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread interrupts another one that waits for the lock, and closes its hold at once. Can the lock be given to one who has just
 * thrown {@link InterruptedException}?
 *
 * <p>No: whoever is given the lock stays and is interrupted, and who is not leaves nothing behind. Observed:
 *
 * <pre>
 * RESULT  SAMPLES    FREQ  EXPECT
 *   0, 0        0   0.00%  Forbidden
 *   0, 1        7   0.08%  Acceptable
 *   1, 0    8,466  99.92%  Acceptable
 *   1, 1        0   0.00%  Forbidden
 * </pre>
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second one got in; nobody else does.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second one was interrupted; the lock is free.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Two are inside.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody is inside, and nobody gets in: the lock is lost.")
@Outcome(expect = FORBIDDEN, desc = "An answer that has no place here.")
@State
public class CloseAndInterrupt {

    private static final LockRing RING = LockRing.open();

    private final KernelLock lock = RING.next();
    private final Hold hold = LockRing.take(lock);
    private @Nullable Hold second;
    private @Nullable Thread waiter;

    /** Interrupts, if there is anybody to be interrupted, and closes. */
    @Actor
    public void first() {
        interrupt();
        hold.close();
    }

    /**
     * Waits until it is inside or interrupted.
     *
     * @param r where it says whether it got in
     */
    @Actor
    public void second(II_Result r) {
        begin();
        second = LockRing.takeUnlessInterrupted(lock);
        end();
        r.r1 = second == null ? 0 : 1;
    }

    private synchronized void interrupt() {
        if (waiter != null) {
            waiter.interrupt();
        }
    }

    private synchronized void begin() {
        waiter = Thread.currentThread();
    }

    /** No interrupt comes after it; one that came is spent. */
    private synchronized void end() {
        waiter = null;
        Thread.interrupted();
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
