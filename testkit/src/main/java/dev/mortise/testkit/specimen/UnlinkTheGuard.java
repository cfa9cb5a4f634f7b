package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The takeover under the guard is as it should be, but whoever has done it removes the guard's file as well.
 *
 * <p>Problem: the guard is a lock file like any other. Who waits for it, waits for a file without a name; who comes, makes another.
 *
 * <pre>
 *   P.1  openat(G), flock         P is under the guard
 *   Q.1  openat(G)                the same file
 *   P.2  read(L)                  99, as judged
 *   P.3  unlinkat(L), unlinkat(G), close
 *   Q.2  flock                    granted: Q is under the guard
 *   Q.3  read(L)                  as judged, if another one died meanwhile
 *   R.1  openat(G), flock         another file: R is under a guard as well
 * </pre>
 *
 * <p>Consequence: two under the guard, and from there as in {@link GuardWithoutReread}: one removes what the other one's removal let
 * in.
 *
 * <p>Instead: a guard stays for ever.
 */
public final class UnlinkTheGuard extends GuardedPidFile {

    /** Opens {@link UnlinkTheGuard}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new UnlinkTheGuard(posix, directory, name);
        }
    }

    UnlinkTheGuard(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    void underGuard(String judged) {
        super.underGuard(judged);
        guard.remove();
    }
}
