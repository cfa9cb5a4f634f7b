package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * <strong>Broken.</strong> A record is read under a shared lock of its bytes, and when it turns out that it must be changed, the exclusive lock
 * is waited for.
 *
 * <p>Problem: unlike {@code flock}, a range lock keeps the shared lock while it waits for the exclusive one. Two who do so wait for each
 * other.
 *
 * <pre>
 *   P.1  F_OFD_SETLKW, F_RDLCK
 *   Q.1  F_OFD_SETLKW, F_RDLCK
 *   P.2  F_OFD_SETLKW, F_WRLCK    waits for Q
 *   Q.2  F_OFD_SETLKW, F_WRLCK    waits for P
 * </pre>
 *
 * <p>Consequence: both hang. The kernel looks for such circles only among locks that belong to processes, and not reliably there.
 *
 * <p>Instead: who may have to write takes the exclusive lock at once. Mortise's locks cannot be upgraded.
 */
public final class RangeUpgrade implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link RangeUpgrade}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RangeUpgrade(posix, directory, name);
        }
    }

    RangeUpgrade(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        KernelRefusedException.require("ofdLock", posix.ofdLock(held, Posix.F_RDLCK, 0, 1, true));
        KernelRefusedException.require("ofdLock", posix.ofdLock(held, Posix.F_WRLCK, 0, 1, true));
    }

    @Override
    public void release() {
        posix.close(held);
        held = -1;
    }
}
