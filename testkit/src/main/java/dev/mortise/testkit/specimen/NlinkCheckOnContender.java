package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A published file is locked by its owner. It is published by a second name for the draft, whose own name is
 * removed afterwards; and whoever comes refuses a file with more than one name, which may be somebody's precious file.
 *
 * <p>Problem: for a moment every file has two names, and whoever is killed in that moment leaves it so.
 *
 * <pre>
 *   P.1  linkat(L.P, L)    two names
 *   P    is killed
 *   Q.1  openat(L), fstat  two names: refused, now and for ever
 * </pre>
 *
 * <p>Consequence: one crash, and nobody gets in until a person removes one of the names.
 *
 * <p>Instead: the check is for a file that is written to. Nobody writes into a file that is only locked and judged; and
 * {@code RENAME_NOREPLACE} never makes a second name.
 */
public final class NlinkCheckOnContender extends WitnessedFile {

    /** Opens {@link NlinkCheckOnContender}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new NlinkCheckOnContender(posix, directory, name);
        }
    }

    NlinkCheckOnContender(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    boolean publish() {
        if (!draft.linkAs(lock)) {
            return false;
        }
        draft.remove();
        return true;
    }

    @Override
    boolean removeIfDead(int other) {
        boolean dead = lock.stat(other).links() == 1
                && Flocks.tryExclusive(posix, other)
                && isDead(lock.read(other))
                && lock.means(other);
        if (dead) {
            lock.remove();
        }
        return dead;
    }
}
