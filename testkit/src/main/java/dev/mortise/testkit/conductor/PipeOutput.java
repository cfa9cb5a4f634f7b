package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The writing end of a pipe. */
final class PipeOutput extends OutputStream {

    private final Posix posix;
    private final int fd;

    PipeOutput(Posix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int done = 0;
        while (done < length) {
            int count = posix.pwrite(fd, bytes, from + done, length - done, Posix.CURRENT_POSITION);
            if (count < 0 && count != -Errno.EINTR) {
                throw new IOException("write: " + Errno.describe(-count));
            }
            done += Math.max(count, 0);
        }
    }
}
