package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The takeover under the guard is as it should be, but whoever has done it removes the guard's file as well.
 *
 * <p>Problem: the guard is a lock file like any other. Who waits for it gets one without a name; who comes makes another.
 *
 * <pre>
 *   P.1  guard, read(L), unlinkat(L)    99's file, as judged
 *   Q    is inside, and is killed
 *   R.1  read(L)                        Q, who is dead
 *   R.2  openat(G)                      P's guard
 *   P.2  unlinkat(G), close
 *   R.3  flock, read(L)                 under P's guard, which has no name any more: Q, as judged
 *   P.3  read(L)                        Q, who is dead
 *   P.4  guard, read(L), unlinkat(L), unguard    under another guard: Q's file, as judged
 *   P.5  publish                        P is inside
 *   R.4  unlinkat(L)                    P's file
 *   R.5  publish                        R is inside as well
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
