package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A published file is locked by its owner; who gets the lock of another's file sees that the name means it, judges its
 * label, and removes it by name. Strangers take part who lock nothing.
 *
 * <p>Problem: a stranger's file can change hands while it is judged, since its owner does not need the lock to leave.
 *
 * <pre>
 *   F    is inside, a stranger: its number lies in L
 *   P.1  openat(L), flock, verify    F's file
 *   F.1  unlinkat(L)                 F leaves, and ends
 *   Q.1  renameat2(L.Q, L)           Q is inside
 *   P.2  read, kill(F, 0)            dead
 *   P.3  unlinkat(L)                 Q's file, although Q has it locked
 *   R.1  renameat2(L.R, L)           R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. Among files of this kind alone nothing goes wrong.
 *
 * <p>Instead: judge first, verify last, and then remove, with nothing in between. With a live stranger who removes by name on old
 * evidence no order is safe: hence Mortise takes strangers' files over only where it is told that there are none.
 */
public final class VerifyBeforeJudge extends WitnessedFile {

    /** Opens {@link VerifyBeforeJudge}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new VerifyBeforeJudge(posix, directory, name);
        }
    }

    VerifyBeforeJudge(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    boolean publish() {
        return draft.publishAs(lock);
    }

    @Override
    boolean removeIfDead(int other) {
        boolean dead = Flocks.tryExclusive(posix, other) && lock.means(other) && isDead(lock.read(other));
        if (dead) {
            lock.remove();
        }
        return dead;
    }
}
