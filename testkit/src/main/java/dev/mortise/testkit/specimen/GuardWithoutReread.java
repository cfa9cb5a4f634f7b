package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A dead owner's file is removed under a guard, so that only one process at a time removes.
 *
 * <p>Problem: what was judged, was judged before the guard was taken. The guard keeps others from removing meanwhile; that they have
 * removed and published meanwhile it does not tell.
 *
 * <pre>
 *   P.1  read(L)                     99, who is dead
 *   Q.1  read(L)                     99, who is dead
 *   P.2  guard, unlinkat(L), unguard
 *   P.3  publish                     P is inside
 *   Q.2  guard, unlinkat(L), unguard P's file
 *   Q.3  publish                     Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders; the guard only makes it a little later.
 *
 * <p>Instead: look again under the guard, for exactly what was judged.
 */
public final class GuardWithoutReread extends GuardedPidFile {

    /** Opens {@link GuardWithoutReread}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new GuardWithoutReread(posix, directory, name);
        }
    }

    GuardWithoutReread(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void underGuard(String judged) {
        lock.remove();
    }
}
