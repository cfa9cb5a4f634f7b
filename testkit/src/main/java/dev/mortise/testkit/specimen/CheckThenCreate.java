package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * <strong>Broken.</strong> "If the lock file is not there, create it": two questions to the kernel where there must be one.
 *
 * <p>Problem: what the check found is old by the time of the creation, and the creation does not mind a file that is
 * already there.
 *
 * <pre>
 *   P.1  statx(L)            ENOENT, so the lock is free
 *   Q.1  statx(L)            ENOENT, so the lock is free
 *   P.2  openat(L, O_CREAT)  creates it: P is inside
 *   Q.2  openat(L, O_CREAT)  opens P's file: Q is inside as well
 * </pre>
 *
 * <p>Consequence: two holders, and then a chain of them. Both release by name, so the second {@code unlinkat} may remove
 * the file of a third process that came in between, and admit a fourth.
 *
 * <p>Instead: {@code O_CREAT|O_EXCL} makes check and creation one call, of which exactly one process is told that it
 * created. Mortise goes further and keeps the truth in a kernel lock on the file: it also ends with its owner, where this
 * specimen's file stays for ever when its owner is killed.
 */
public final class CheckThenCreate implements Contended {

    private final Posix posix;
    private final int directory;
    private final Name name;
    private final FileStat stat = new FileStat();

    /** Opens {@link CheckThenCreate}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new CheckThenCreate(posix, directory, name);
        }
    }

    /**
     * Makes the lock; nothing is created before it is taken.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the lock file's directory
     * @param name the lock file's name
     */
    public CheckThenCreate(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.name = name;
    }

    @Override
    public void acquire() {
        posix.checkpoint("check then create", 0);
        while (isThere()) {
            Poll.pause(posix);
            posix.checkpoint("check then create", 0);
        }
        create();
    }

    private boolean isThere() {
        int found = posix.statx(directory, name.terminated(), Posix.AT_SYMLINK_NOFOLLOW, stat);
        if (found == -Errno.ENOENT) {
            return false;
        }
        KernelRefusedException.require("statx", found);
        return true;
    }

    private void create() {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;
        int fd = KernelRefusedException.require("openat", posix.openat(directory, name.terminated(), flags, 0600));
        posix.close(fd);
    }

    /** The file may be gone already: another holder's release removed it. */
    @Override
    public void release() {
        int removed = posix.unlinkat(directory, name.terminated(), 0);
        if (removed != -Errno.ENOENT) {
            KernelRefusedException.require("unlinkat", removed);
        }
    }
}
