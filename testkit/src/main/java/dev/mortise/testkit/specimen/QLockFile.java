package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> Qt's {@code QLockFile}: {@code O_EXCL}, a {@code flock} on the file that keeps others from removing it, and the
 * owner's number. Whoever finds a dead owner's file locks it and removes it by name.
 *
 * <p>Problem: the file that was locked need not be the one that the name means. Nobody looks again.
 *
 * <pre>
 *   P.1  read(L)                        99, who is dead
 *   Q.1  read(L)                        99, who is dead
 *   Q.2  openat(L)                      99's file
 *   P.2  openat(L), flock, unlinkat(L), close
 *   P.3  openat(L, O_EXCL), flock       creates it: P is inside
 *   Q.3  flock                          of 99's file, which has no name any more: granted
 *   Q.4  unlinkat(L)                    P's file, although P has it locked
 *   Q.5  openat(L, O_EXCL), flock       creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. That its own lock was refused after the creation, the one sign of trouble, is no more than a
 * warning there.
 *
 * <p>Instead: after locking and judging, see that the name still means the locked file, and then remove it, with nothing in
 * between.
 */
public final class QLockFile implements Contended {

    private final Posix posix;
    private final Entry lock;
    private int held = -1;

    /** Opens {@link QLockFile}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new QLockFile(posix, directory, name);
        }
    }

    QLockFile(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
    }

    @Override
    public void acquire() {
        posix.checkpoint("qlockfile", 0);
        while (!create()) {
            breakIfDead();
            posix.checkpoint("qlockfile", 0);
        }
    }

    private boolean create() {
        int fd = lock.create();
        if (fd < 0) {
            return false;
        }
        Flocks.tryExclusive(posix, fd);
        lock.write(fd, Pid.own(posix), 0);
        held = fd;
        return true;
    }

    private void breakIfDead() {
        String text = lock.read();
        boolean dead = text != null && !text.isEmpty() && Pid.isDead(posix, text);
        if (dead) {
            removeStale();
        } else {
            Poll.pause(posix);
        }
    }

    private void removeStale() {
        int fd = lock.open();
        if (fd < 0) {
            return;
        }
        if (Flocks.tryExclusive(posix, fd)) {
            lock.remove();
        }
        posix.close(fd);
    }

    @Override
    public void release() {
        lock.remove();
        posix.close(held);
        held = -1;
    }
}
