package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;

/** The calls of {@code flock}, with refusals told apart from failures. */
final class Flocks {

    private Flocks() {}

    static void exclusive(Posix posix, int fd) {
        KernelRefusedException.require("flock", posix.flock(fd, Posix.LOCK_EX));
    }

    static void shared(Posix posix, int fd) {
        KernelRefusedException.require("flock", posix.flock(fd, Posix.LOCK_SH));
    }

    static boolean tryExclusive(Posix posix, int fd) {
        int locked = posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB);
        if (locked == -Errno.EAGAIN) {
            return false;
        }
        KernelRefusedException.require("flock", locked);
        return true;
    }

    static void unlock(Posix posix, int fd) {
        KernelRefusedException.require("flock", posix.flock(fd, Posix.LOCK_UN));
    }
}
