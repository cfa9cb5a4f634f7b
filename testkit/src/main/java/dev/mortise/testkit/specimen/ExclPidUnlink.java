package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> {@code O_EXCL} creates the file, the owner's number lies in it, and the file of a dead owner is removed by
 * name.
 *
 * <p>Problem: the judgement is about a file, the removal about a name. Between the two lies time, in which the name may come to
 * mean the file of a live owner.
 *
 * <pre>
 *   P.1  read(L)              99, who is dead
 *   Q.1  read(L)              99, who is dead
 *   P.2  unlinkat(L)          99's file is gone
 *   P.3  openat(L, O_EXCL)    creates it: P is inside
 *   Q.2  unlinkat(L)          P's file is gone
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders whenever two processes come upon what a crash left behind, which is when a service starts again.
 * Each of them later removes the other's file and admits a third.
 *
 * <p>Instead: no call removes a name on condition of what it means. Mortise judges and removes only while it holds the kernel's
 * lock on the very file, and looks at the name once more in between.
 */
public final class ExclPidUnlink extends PidFile {

    /** Opens {@link ExclPidUnlink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new ExclPidUnlink(posix, directory, name);
        }
    }

    ExclPidUnlink(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void takeOver(String judged) {
        lock.remove();
    }
}
