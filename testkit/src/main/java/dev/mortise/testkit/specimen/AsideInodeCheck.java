package dev.mortise.testkit.specimen;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import org.jspecify.annotations.Nullable;

/**
 * <strong>Broken.</strong> As {@link RenameUniqueThenUnlink}, but what was captured is compared with what was judged, by inode number,
 * and put back if it is another file.
 *
 * <p>Problem: the number of a file that is gone is given to the next one, on ext4 at once. Nobody holds the judged file open, so
 * nothing keeps its number from coming back.
 *
 * <pre>
 *   P.1  read(L)               inode 7 of 99, who is dead
 *   Q.1  read(L)               inode 7 of 99, who is dead
 *   P.2  renameat2(L, L.P), unlinkat(L.P)    inode 7 is free
 *   P.3  openat(L, O_EXCL)     creates it, inode 7 again: P is inside
 *   Q.2  renameat2(L, L.Q)     takes P's file
 *   Q.3  statx(L.Q)            inode 7, as judged
 *   Q.4  openat(L, O_EXCL)     creates it: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders. Where numbers are not reused, {@link RestoreByLink} shows what is left.
 *
 * <p>Instead: an open descriptor pins the inode, so that a comparison is exact; and it comes before the name is touched, under the
 * kernel's lock on that inode.
 */
public final class AsideInodeCheck extends PidFile {

    private final Entry aside;
    private FileStat seen = new FileStat();

    /** Opens {@link AsideInodeCheck}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new AsideInodeCheck(posix, directory, name);
        }
    }

    AsideInodeCheck(Posix posix, int directory, Name name) {
        super(posix, directory, name);
        this.aside = lock.beside("." + Pid.own(posix));
    }

    @Override
    @Nullable
    String look() {
        int fd = lock.open();
        if (fd < 0) {
            return null;
        }
        seen = lock.stat(fd);
        String text = lock.read(fd);
        posix.close(fd);
        return text;
    }

    @Override
    void takeOver(String judged) {
        if (lock.moveTo(aside)) {
            FileStat captured = aside.stat();
            boolean same = captured != null && captured.sameFile(seen);
            if (same || !aside.publishAs(lock)) {
                aside.remove();
            }
        }
    }
}
