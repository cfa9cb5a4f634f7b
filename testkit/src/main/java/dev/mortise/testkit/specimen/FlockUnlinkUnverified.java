package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code flock}, and the file is removed on release to keep the directory clean.
 *
 * <p>Problem: a waiter has the file open already. It gets the lock of a file that no name leads to any more.
 *
 * <pre>
 *   P.1  openat(L), flock    P is inside
 *   Q.1  openat(L)           the same file
 *   P.2  unlinkat(L), close
 *   Q.2  flock               granted: Q is inside, with a file without a name
 *   R.1  openat(L)           creates another file
 *   R.2  flock               granted: R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders under ordinary contention, without any crash.
 *
 * <p>Instead: the file stays for ever, as Mortise's do; or every waiter, once it has the lock, sees that the name still means the file it
 * has locked, and begins again if not.
 */
public final class FlockUnlinkUnverified implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link FlockUnlinkUnverified}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new FlockUnlinkUnverified(posix, directory, name);
        }
    }

    FlockUnlinkUnverified(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        Flocks.exclusive(posix, held);
    }

    @Override
    public void release() {
        lock.remove();
        posix.close(held);
        held = -1;
    }
}
