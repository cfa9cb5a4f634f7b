package dev.mortise.protocol;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

/** Writes all bytes, in as many calls as the kernel wants. */
final class WholeWrite {

    private WholeWrite() {}

    /**
     * Writes.
     *
     * @return 0, or {@code -errno}: then some may be written
     */
    static int at(Posix posix, int fd, byte[] bytes, long offset) {
        int done = 0;
        while (done < bytes.length) {
            int written = posix.pwrite(fd, bytes, done, bytes.length - done, offset + done);
            if (written == 0) {
                return -Errno.ENOSPC;
            }
            if (written < 0 && written != -Errno.EINTR) {
                return written;
            }
            done += Math.max(0, written);
        }
        return 0;
    }
}
