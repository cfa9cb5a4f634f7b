package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code flock} with verification and removal on release, but the verification comes before the wait.
 *
 * <p>Problem: what was true before the wait need not be true after it.
 *
 * <pre>
 *   P.1  openat(L), verify, flock    P is inside
 *   Q.1  openat(L), verify           the name means this file
 *   P.2  unlinkat(L), close
 *   Q.2  flock                       granted: Q is inside, with a file without a name
 *   R.1  openat(L)                   creates another file
 *   R.2  verify, flock               R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, as with no verification at all.
 *
 * <p>Instead: verify last, when the lock is held.
 */
public final class StatBeforeFlock implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link StatBeforeFlock}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new StatBeforeFlock(posix, directory, name);
        }
    }

    StatBeforeFlock(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        posix.checkpoint("flock", 0);
        int fd = lock.openOrCreate();
        while (!lock.means(fd)) {
            posix.close(fd);
            posix.checkpoint("flock", 0);
            fd = lock.openOrCreate();
        }
        Flocks.exclusive(posix, fd);
        held = fd;
    }

    @Override
    public void release() {
        lock.remove();
        posix.close(held);
        held = -1;
    }
}
