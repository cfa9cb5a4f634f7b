package dev.mortise.posix.jnr;

import com.kenai.jffi.LastError;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * The calls that jnr-posix itself has right: numbers in, a number out.
 *
 * <p>It keeps errno for the thread that made the call, right after it; {@link POSIX#errno()} would ask the same place by a
 * longer way.
 */
final class NumberCalls {

    /** The C library or nothing: the factory's other methods fall back to one in Java that only pretends. */
    private final POSIX posix = POSIXFactory.getNativePOSIX();

    private final LastError lastError = LastError.getInstance();

    int close(int fd) {
        return answer(posix.close(fd));
    }

    int ftruncate(int fd, long length) {
        return answer(posix.ftruncate(fd, length));
    }

    int fsync(int fd) {
        return answer(posix.fsync(fd));
    }

    int fdatasync(int fd) {
        return answer(posix.fdatasync(fd));
    }

    int flock(int fd, int operation) {
        return answer(posix.flock(fd, operation));
    }

    int fchmod(int fd, int mode) {
        return answer(posix.fchmod(fd, mode));
    }

    int fchown(int fd, int uid, int gid) {
        return answer(posix.fchown(fd, uid, gid));
    }

    int kill(int pid, int signal) {
        return answer(posix.kill(pid, signal));
    }

    int getpid() {
        return posix.getpid();
    }

    int getuid() {
        return posix.getuid();
    }

    private int answer(int result) {
        return result >= 0 ? result : -lastError.get();
    }
}
