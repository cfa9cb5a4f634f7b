package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * <strong>Broken.</strong> As {@link AsideInodeCheck}, with the judged file held open, so that the comparison is exact; what was captured
 * by mistake is put back by {@code linkat}, which never replaces anything.
 *
 * <p>Problem: the mistake is noticed when it has been made. Between the rename and the link the name is free.
 *
 * <pre>
 *   P.1  read(L)               99, who is dead
 *   Q.1  read(L)               99, who is dead
 *   P.2  renameat2(L, L.P)     takes 99's file
 *   P.3  openat(L, O_EXCL)     creates it: P is inside
 *   Q.2  renameat2(L, L.Q)     takes P's file
 *   R.1  openat(L, O_EXCL)     creates it: R is inside as well
 *   Q.3  fstat, statx          not the file that was judged
 *   Q.4  linkat(L.Q, L)        EEXIST: P's file cannot come back
 * </pre>
 *
 * <p>Consequence: two holders, and P's file is lost.
 *
 * <p>Instead: as for {@link ExclPidUnlink}. What must not be disturbed must not be touched before it is known.
 */
public final class RestoreByLink implements Contended {

    private final Posix posix;
    private final Entry lock;
    private final Entry aside;

    /** Opens {@link RestoreByLink}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new RestoreByLink(posix, directory, name);
        }
    }

    RestoreByLink(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.lock = new Entry(posix, directory, name);
        this.aside = lock.beside("." + Pid.own(posix));
    }

    @Override
    public void acquire() {
        posix.checkpoint("restore", 0);
        while (!lock.create(Pid.own(posix))) {
            int fd = lock.open();
            if (fd >= 0) {
                breakIfDead(fd);
                posix.close(fd);
            }
            posix.checkpoint("restore", 0);
        }
    }

    private void breakIfDead(int fd) {
        String text = lock.read(fd);
        if (text.isEmpty() || !Pid.isDead(posix, text)) {
            Poll.pause(posix);
        } else if (lock.moveTo(aside)) {
            removeOrRestore(fd);
        }
    }

    private void removeOrRestore(int judged) {
        if (!aside.means(judged)) {
            aside.linkAs(lock);
        }
        aside.remove();
    }

    @Override
    public void release() {
        lock.remove();
    }
}
