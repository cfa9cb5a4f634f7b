package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> The lock file is opened with an option that deletes it on close, and then locked.
 *
 * <p>Problem: there is no such call. On Linux the option is carried out by removing the name as soon as the file is open, as the JDK does
 * for {@code StandardOpenOption.DELETE_ON_CLOSE}.
 *
 * <pre>
 *   P.1  openat(L, O_CREAT)    creates a file
 *   P.2  unlinkat(L)
 *   P.3  flock                 P is inside
 *   Q.1  openat(L, O_CREAT)    creates another file
 *   Q.2  unlinkat(L)
 *   Q.3  flock                 Q is inside as well
 * </pre>
 *
 * <p>Consequence: it excludes nobody at all. Each process locks a file of its own.
 *
 * <p>Instead: the file stays.
 */
public final class DeleteOnClose implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link DeleteOnClose}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new DeleteOnClose(posix, directory, name);
        }
    }

    DeleteOnClose(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        held = lock.openOrCreate();
        lock.remove();
        Flocks.exclusive(posix, held);
    }

    @Override
    public void release() {
        posix.close(held);
        held = -1;
    }
}
