package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The lock file appears finished, by a rename of a draft, but the draft has the same name for everybody.
 *
 * <p>Problem: what is renamed is whatever lies under the draft's name by then.
 *
 * <pre>
 *   P.1  openat(L.tmp), pwrite    P's draft
 *   Q.1  openat(L.tmp), pwrite    the same file, now Q's draft
 *   P.2  renameat2(L.tmp, L)      P is inside, in the name of Q
 *   Q    is killed
 *   R.1  read(L)                  Q, who is dead
 *   R.2  guard, read(L), unlinkat(L), unguard
 *   R.3  renameat2(L.tmp, L)      R is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, or a half-written file under the lock's name.
 *
 * <p>Instead: a draft's name is as unguessable as a token, and the draft is created by {@code O_EXCL}.
 */
public final class FixedTempName extends GuardedPidFile {

    /** Opens {@link FixedTempName}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new FixedTempName(posix, directory, name);
        }
    }

    FixedTempName(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    String draftSuffix() {
        return ".tmp";
    }

    @Override
    void prepare() {
        write(draft.openOrCreate());
    }

    /** Another one may have published the draft by now; then it takes another draft. */
    @Override
    boolean publish() {
        if (super.publish()) {
            return true;
        }
        if (draft.stat() == null) {
            close();
            prepare();
        }
        return false;
    }
}
