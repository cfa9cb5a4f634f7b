package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> An owner is a process number, and nothing else. Publication and takeover are as they should be.
 *
 * <p>Problem: numbers are given away again; in a container, the same few at every start.
 *
 * <pre>
 *   P.1  publish        101: P is inside
 *   P    is killed
 *   Q    is born as 101
 *   Q.1  read(L)        101
 *   Q.2  kill(101, 0)   alive: it is Q itself
 * </pre>
 *
 * <p>Consequence: Q waits for itself for ever. If it took its own number for a sign that it holds the lock, two containers on one volume
 * would hold it both.
 *
 * <p>Instead: a process is its number, its start, its boot and its namespace together; and even that is evidence, while the kernel's
 * lock is the truth.
 */
public final class BarePid extends GuardedPidFile {

    /** Opens {@link BarePid}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new BarePid(posix, directory, name);
        }
    }

    BarePid(Posix posix, int directory, Name name) {
        super(posix, directory, name);
    }

    /** The draft of whoever had this number before may still lie there. */
    @Override
    void prepare() {
        draft.remove();
        super.prepare();
    }
}
