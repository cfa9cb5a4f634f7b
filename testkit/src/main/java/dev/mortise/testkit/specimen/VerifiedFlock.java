package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/** What the locks have in common that take {@code flock} as they should: lock, see that the name still means the file, or begin again. */
abstract class VerifiedFlock implements Contended {

    final Posix posix;
    final Entry lock;
    private int held = -1;

    VerifiedFlock(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public final void acquire() {
        do {
            posix.checkpoint("flock", 0);
        } while (!tryAcquire());
    }

    private boolean tryAcquire() {
        int fd = lock.openOrCreate();
        Flocks.exclusive(posix, fd);
        if (lock.means(fd)) {
            held = fd;
            return true;
        }
        discard(fd);
        return false;
    }

    /** Gets rid of a file that the name does not mean any more. */
    void discard(int fd) {
        posix.close(fd);
    }

    @Override
    public final void release() {
        int fd = held;
        held = -1;
        release(fd);
    }

    abstract void release(int fd);
}
