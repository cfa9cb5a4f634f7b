package dev.mortise.testkit.storm;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;

/**
 * The kernel's own lock on a permanent file: {@code flock}, with no protocol around it. The file is never removed, so a
 * name means one inode for ever, and the kernel lets go when the owner ends in whatever way.
 */
public final class Flock implements Contended {

    private final Posix posix;
    private final int fd;

    /** Opens {@link Flock}. */
    public static final class Opener implements Contended.Opener {

        /** Makes the opener. */
        public Opener() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;
            return new Flock(
                    posix,
                    KernelRefusedException.require("openat", posix.openat(directory, name.terminated(), flags, 0600)));
        }
    }

    private Flock(Posix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    @Override
    public void acquire() {
        flock(Posix.LOCK_EX);
    }

    @Override
    public void release() {
        flock(Posix.LOCK_UN);
    }

    private void flock(int operation) {
        int result;
        do {
            result = posix.flock(fd, operation);
        } while (result == -Errno.EINTR);
        KernelRefusedException.require("flock", result);
    }
}
