package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A dead owner's file is renamed to a name aside and removed there, since a rename is atomic and only one
 * of two can win it.
 *
 * <p>Problem: the rename is atomic for the name, not for the file that was judged. It takes whatever the name means by then.
 *
 * <pre>
 *   P.1  read(L)                  99, who is dead
 *   Q.1  read(L)                  99, who is dead
 *   P.2  renameat2(L, L.removing) takes 99's file
 *   P.3  unlinkat(L.removing)
 *   P.4  openat(L, O_EXCL)        creates it: P is inside
 *   Q.2  renameat2(L, L.removing) takes P's file
 *   Q.3  unlinkat(L.removing)
 *   Q.4  openat(L, O_EXCL)        creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, exactly as without the rename, only later. The name aside is everybody's as well, so a third one may
 * remove what the second has just captured; and who is killed in between leaves it behind for ever.
 *
 * <p>Instead: as for {@link ExclPidUnlink}.
 */
public final class RenameThenUnlink extends PidFile {

    private final Entry aside;

    /** Opens {@link RenameThenUnlink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RenameThenUnlink(posix, directory, name);
        }
    }

    RenameThenUnlink(Posix posix, int directory, Name name) {
        super(posix, directory, name);
        this.aside = lock.beside(".removing");
    }

    @Override
    void takeOver(String judged) {
        if (lock.moveTo(aside)) {
            aside.remove();
        }
    }
}
