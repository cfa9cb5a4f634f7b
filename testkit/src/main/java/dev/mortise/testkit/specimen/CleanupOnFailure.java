package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> Whoever fails to take the lock cleans up after itself, and removes the lock file.
 *
 * <p>Problem: the clean-up runs on every way out, also on the one where the file is somebody else's.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it: P is inside
 *   Q.1  openat(L, O_EXCL)    EEXIST: busy
 *   Q.2  unlinkat(L)          the clean-up
 *   Q.3  openat(L, O_EXCL)    the next attempt creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders at the second attempt of anybody, without any crash.
 *
 * <p>Instead: only a successful acquisition returns something that can be released. In Mortise that is the {@code Hold}.
 */
public final class CleanupOnFailure implements Contended {

    private final Posix posix;
    private final Entry lock;

    /** Opens {@link CleanupOnFailure}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new CleanupOnFailure(posix, directory, name);
        }
    }

    CleanupOnFailure(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        posix.checkpoint("cleanup", 0);
        while (!lock.create(Pid.own(posix))) {
            lock.remove();
            Poll.pause(posix);
            posix.checkpoint("cleanup", 0);
        }
    }

    @Override
    public void release() {
        lock.remove();
    }
}
