package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code flock} with verification; on release {@code LOCK_UN}, then the file is removed, then closed.
 *
 * <p>Problem: the descriptor is still open when the name is removed, but it holds nothing any more.
 *
 * <pre>
 *   P.1  flock(LOCK_UN)      P has left
 *   Q.1  openat(L), flock, verify    Q is inside
 *   P.2  unlinkat(L)         the file that Q has locked
 *   R.1  openat(L)           creates another file
 *   R.2  flock, verify       R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders.
 *
 * <p>Instead: remove, then unlock, then close; or never remove.
 */
public final class UnlockBeforeUnlink extends VerifiedFlock {

    /** Opens {@link UnlockBeforeUnlink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new UnlockBeforeUnlink(posix, directory, name);
        }
    }

    UnlockBeforeUnlink(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void release(int fd) {
        Flocks.unlock(posix, fd);
        lock.remove();
        posix.close(fd);
    }
}
