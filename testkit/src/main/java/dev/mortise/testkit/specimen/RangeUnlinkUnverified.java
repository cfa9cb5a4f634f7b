package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * <strong>Broken.</strong> An open file description's lock on a range of bytes, and the file is removed on release. Nobody looks afterwards whether
 * the file that was locked is still the one of that name.
 *
 * <p>Problem: as with {@code flock}, the lock belongs to the inode and the contenders meet at the name.
 *
 * <pre>
 *   P.1  openat, F_OFD_SETLKW     P is inside
 *   Q.1  openat                   the same inode
 *   P.2  unlinkat, close          P is out
 *   Q.2  F_OFD_SETLKW             granted, on a file without a name
 *   R.1  openat, F_OFD_SETLKW     another inode: R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders.
 *
 * <p>Instead: never remove a lock file; and after locking, compare what the name means with what is locked, since others may remove it.
 */
public final class RangeUnlinkUnverified implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link RangeUnlinkUnverified}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RangeUnlinkUnverified(posix, directory, name);
        }
    }

    RangeUnlinkUnverified(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        KernelRefusedException.require("ofdLock", posix.ofdLock(held, Posix.F_WRLCK, 0, 1, true));
    }

    @Override
    public void release() {
        lock.remove();
        posix.close(held);
        held = -1;
    }
}
