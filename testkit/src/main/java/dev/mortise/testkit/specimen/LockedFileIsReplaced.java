package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The file that is locked is the very file that is updated, by a rename over it.
 *
 * <p>Problem: the rename puts another file under the name. Who waits, waits for the old one; who comes, comes to the new one.
 *
 * <pre>
 *   P.1  openat(L), flock        P is inside
 *   Q.1  openat(L)               the same file
 *   P.2  renameat2(L.P, L)       the update
 *   P.3  close
 *   Q.2  flock                   granted: Q is inside, with the old file
 *   R.1  openat(L), flock        the new one: R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, and an update lost.
 *
 * <p>Instead: lock a file that is never replaced, beside the one that is; Mortise does.
 */
public final class LockedFileIsReplaced implements Contended {

    private final Posix posix;
    private final Entry data;
    private final Entry next;
    private int held = -1;

    /** Opens {@link LockedFileIsReplaced}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new LockedFileIsReplaced(posix, directory, name);
        }
    }

    LockedFileIsReplaced(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.data = new Entry(posix, directory, name);
        this.next = data.beside("." + Pid.own(posix));
    }

    @Override
    public void acquire() {
        held = data.openOrCreate();
        Flocks.exclusive(posix, held);
    }

    @Override
    public void release() {
        next.create(Pid.own(posix));
        next.moveTo(data);
        posix.close(held);
        held = -1;
    }
}
