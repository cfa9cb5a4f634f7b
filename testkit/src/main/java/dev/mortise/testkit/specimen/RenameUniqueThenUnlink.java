package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> As {@link RenameThenUnlink}, with a name aside that belongs to one process alone.
 *
 * <p>Problem: a private name keeps others from removing what was captured. It does not change what is captured: whatever the
 * lock's name means when the rename comes.
 *
 * <pre>
 *   P.1  read(L)              99, who is dead
 *   Q.1  read(L)              99, who is dead
 *   P.2  renameat2(L, L.P)    takes 99's file
 *   P.3  openat(L, O_EXCL)    creates it: P is inside
 *   Q.2  renameat2(L, L.Q)    takes P's file
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders.
 *
 * <p>Instead: as for {@link ExclPidUnlink}.
 */
public final class RenameUniqueThenUnlink extends PidFile {

    private final Entry aside;

    /** Opens {@link RenameUniqueThenUnlink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RenameUniqueThenUnlink(posix, directory, name);
        }
    }

    RenameUniqueThenUnlink(Posix posix, int directory, Name name) {
        super(posix, directory, name);
        this.aside = lock.beside("." + Pid.own(posix));
    }

    @Override
    void takeOver(String judged) {
        if (lock.moveTo(aside)) {
            aside.remove();
        }
    }
}
