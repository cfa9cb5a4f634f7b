package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * <strong>Broken.</strong> Waiters queue at a gate, a record lock on a byte that no file has, and whoever stands in it is the next to get
 * {@code flock}. That keeps the one who has just left from getting in again at once.
 *
 * <p>Problem: whoever stands in the gate must move, or nobody passes. It may be stopped, frozen or starved, and holds nothing that anybody
 * would look for.
 *
 * <pre>
 *   P.1  gate, flock, ungate    P is inside
 *   Q.1  gate                   Q is next
 *   Q    is stopped while it waits in flock
 *   P.2  flock(LOCK_UN)         P leaves; the lock is free
 *   P.3  gate                   Q stands in it, now and for ever
 * </pre>
 *
 * <p>Consequence: a stopped waiter stops everybody, although nobody holds the lock. Without the gate it would have stopped nobody.
 *
 * <p>Instead: whoever waits at the gate tries the lock past it from time to time. Fairness may depend on others; progress may not.
 */
public final class GateWithoutTick implements Contended {

    private static final long GATE = 1L << 62;

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link GateWithoutTick}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new GateWithoutTick(posix, directory, name);
        }
    }

    GateWithoutTick(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        KernelRefusedException.require("ofdLock", posix.ofdLock(held, Posix.F_WRLCK, GATE, 1, true));
        Flocks.exclusive(posix, held);
        KernelRefusedException.require("ofdLock", posix.ofdLock(held, Posix.F_UNLCK, GATE, 1, false));
    }

    @Override
    public void release() {
        Flocks.unlock(posix, held);
        posix.close(held);
        held = -1;
    }
}
