package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> A lock file without anything in it is taken for what a crash left behind.
 *
 * <p>Problem: creating a file and writing into it are two calls. Between them every lock file is empty.
 *
 * <pre>
 *   P.1  openat(L, O_EXCL)    creates it
 *   Q.1  read(L)              nothing: stale
 *   Q.2  unlinkat(L)
 *   P.2  pwrite               into a file without a name: P is inside
 *   Q.3  openat(L, O_EXCL)    creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, without any crash. The other reading is no better: {@link EmptyIsHeld}.
 *
 * <p>Instead: the name appears together with what is in the file (Mortise renames a finished file), or what is in the file does not
 * matter.
 */
public final class EmptyIsStale extends PidFile {

    /** Opens {@link EmptyIsStale}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new EmptyIsStale(posix, directory, name);
        }
    }

    EmptyIsStale(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    @Override
    boolean isFree(String text) {
        return text.isEmpty() || super.isFree(text);
    }

    @Override
    void takeOver(String judged) {
        lock.remove();
    }
}
