package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The reading end of a pipe. */
final class PipeInput extends InputStream {

    private static final int ROOM = 8192;

    private final Posix posix;
    private final int fd;
    private final byte[] buffer = new byte[ROOM];
    private int at;
    private int filled;

    PipeInput(Posix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0 || !fill()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, filled - at);
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < filled) {
            return true;
        }
        int count;
        do {
            count = posix.pread(fd, buffer, 0, buffer.length, Posix.CURRENT_POSITION);
        } while (count == -Errno.EINTR);
        if (count < 0) {
            throw new IOException("read: " + Errno.describe(-count));
        }
        at = 0;
        filled = count;
        return count > 0;
    }
}
