package dev.mortise.compat;

import dev.mortise.Hold;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A pid in a lock file, as decimal digits and nothing else. Only a file that is empty, or has such digits, is written to. */
final class PidText {

    private static final int MOST_BYTES = 24;
    private static final int CAUTION = Posix.O_RDONLY | Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;

    private final Posix posix;
    private final int fd;

    private PidText(Posix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    /** Writes this process's number; null where there is no room for it, and the lock is held without. */
    static @Nullable PidText into(Posix posix, Hold hold) {
        int fd = hold.descriptor();
        String found = read(posix, fd);
        if (found == null || !(found.isEmpty() || isPid(found))) {
            return null;
        }
        byte[] digits = String.valueOf(posix.getpid()).getBytes(StandardCharsets.US_ASCII);
        if (posix.pwrite(fd, digits, 0, digits.length, 0) != digits.length) {
            posix.ftruncate(fd, 0);
            return null;
        }
        posix.ftruncate(fd, digits.length);
        return new PidText(posix, fd);
    }

    /** By whoever has the lock. */
    void clear() {
        posix.ftruncate(fd, 0);
    }

    /** Whether a file has the number of a process that is not there. What else it may have is somebody's, and says nothing. */
    static boolean namesADeadProcess(Posix posix, Path file) {
        int fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(file), CAUTION, 0);
        if (fd < 0) {
            return false;
        }
        try {
            String text = read(posix, fd);
            return text != null && isPid(text) && posix.kill(Integer.parseInt(text), 0) == -Errno.ESRCH;
        } finally {
            posix.close(fd);
        }
    }

    /** Null where there is more than a pid can be. */
    private static @Nullable String read(Posix posix, int fd) {
        byte[] buffer = new byte[MOST_BYTES];
        int read = posix.pread(fd, buffer, 0, buffer.length, 0);
        boolean whole = read >= 0 && read < MOST_BYTES;
        return whole ? new String(buffer, 0, read, StandardCharsets.US_ASCII).strip() : null;
    }

    private static boolean isPid(String text) {
        return text.matches("[1-9][0-9]{0,8}");
    }
}
