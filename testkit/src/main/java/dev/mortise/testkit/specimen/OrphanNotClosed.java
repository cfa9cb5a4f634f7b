package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code flock} with verification, but when the name means another file by then, the one that was locked in
 * vain stays open.
 *
 * <p>Problem: the way back to the beginning is taken seldom, and nothing on it closes.
 *
 * <pre>
 *   P.1  openat(L), flock    P is inside
 *   Q.1  openat(L)           the same file
 *   P.2  unlinkat(L), close
 *   Q.2  flock               granted
 *   Q.3  verify              no such name: Q begins again, with one descriptor more
 * </pre>
 *
 * <p>Consequence: under contention descriptors run out, and whoever got hold of the same file by another name waits for the life of a
 * process that does not know of it.
 *
 * <p>Instead: whatever a loop opens it closes on every way back to its head.
 */
public final class OrphanNotClosed extends VerifiedFlock {

    /** Opens {@link OrphanNotClosed}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new OrphanNotClosed(posix, directory, name);
        }
    }

    OrphanNotClosed(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void discard(int fd) {
        Flocks.unlock(posix, fd);
    }

    @Override
    void release(int fd) {
        lock.remove();
        Flocks.unlock(posix, fd);
        posix.close(fd);
    }
}
