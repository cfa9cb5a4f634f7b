package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code flock} with verification, but on release the file is closed first and removed afterwards.
 *
 * <p>Problem: closing lets go of the lock. What is removed then may be the next holder's.
 *
 * <pre>
 *   P.1  close               of the lock's file: P has left
 *   Q.1  openat(L), flock, verify    Q is inside
 *   P.2  unlinkat(L)         the file that Q has locked
 *   R.1  openat(L)           creates another file
 *   R.2  flock, verify       R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. Q's verification was right when it was made.
 *
 * <p>Instead: a name is removed only while the kernel's lock on its file is held.
 */
public final class CloseBeforeUnlink extends VerifiedFlock {

    /** Opens {@link CloseBeforeUnlink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new CloseBeforeUnlink(posix, directory, name);
        }
    }

    CloseBeforeUnlink(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void release(int fd) {
        posix.close(fd);
        lock.remove();
    }
}
