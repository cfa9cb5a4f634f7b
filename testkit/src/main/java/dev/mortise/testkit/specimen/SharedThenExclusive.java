package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> Waiters wait in shared mode, so that all of them wake up together when the owner ends, and then each tries to
 * get exclusive mode without waiting.
 *
 * <p>Problem: as long as one of the others is still in shared mode the attempt fails, and then the shared lock is lost as well, so it is
 * asked for again.
 *
 * <pre>
 *   P.1  flock(LOCK_SH)
 *   Q.1  flock(LOCK_SH)
 *   P.2  flock(LOCK_EX|LOCK_NB)    EAGAIN, because of Q
 *   P.3  flock(LOCK_SH)
 *   Q.2  flock(LOCK_EX|LOCK_NB)    EAGAIN, because of P
 *   Q.3  flock(LOCK_SH)            and so on
 * </pre>
 *
 * <p>Consequence: nobody is inside, nobody gets in, and all of them are busy.
 *
 * <p>Instead: wait in the mode that is wanted.
 */
public final class SharedThenExclusive implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link SharedThenExclusive}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new SharedThenExclusive(posix, directory, name);
        }
    }

    SharedThenExclusive(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        int fd = lock.openOrCreate();
        do {
            posix.checkpoint("shared then exclusive", fd);
            Flocks.shared(posix, fd);
        } while (!Flocks.tryExclusive(posix, fd));
        held = fd;
    }

    @Override
    public void release() {
        Flocks.unlock(posix, held);
        posix.close(held);
        held = -1;
    }
}
