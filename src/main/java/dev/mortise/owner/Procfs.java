package dev.mortise.owner;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Small files and links under {@code /proc}, read whole through the port. */
final class Procfs {

    private static final int MOST_BYTES = 8192;
    private static final int CHUNK = 65_536;
    private static final int MOST_TEXT = 1 << 22;
    private static final int CAUTION = Posix.O_RDONLY | Posix.O_CLOEXEC | Posix.O_NONBLOCK;

    private final Posix posix;

    Procfs(Posix posix) {
        this.posix = posix;
    }

    /** A file's text, or null when it is not there or may not be read. */
    @Nullable
    String read(String path) {
        byte[] bytes = readBytes(path, MOST_BYTES);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A file's first bytes, or null when it is not there or may not be read. */
    byte @Nullable [] readBytes(String path, int most) {
        return readBytes(Posix.AT_FDCWD, terminated(path), most);
    }

    /** A file's text of ASCII, mostly a small one; empty when it is not there or may not be read. */
    String text(int directory, byte[] name) {
        int most = MOST_BYTES;
        byte[] bytes = readBytes(directory, name, most);
        while (bytes != null && bytes.length == most && most < MOST_TEXT) {
            most *= 2;
            bytes = readBytes(directory, name, most);
        }
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A file's first bytes, or null when it is not there or may not be read. */
    private byte @Nullable [] readBytes(int directory, byte[] name, int most) {
        int fd = posix.openat(directory, name, CAUTION, 0);
        if (fd < 0) {
            return null;
        }
        try {
            return readAll(fd, most);
        } finally {
            posix.close(fd);
        }
    }

    /** What fits comes by one call, as a whole. */
    private byte @Nullable [] readAll(int fd, int most) {
        byte[] buffer = new byte[most];
        int read;
        do {
            read = posix.pread(fd, buffer, 0, buffer.length, 0);
        } while (read == -Errno.EINTR);
        return read < 0 ? null : Arrays.copyOf(buffer, read);
    }

    /** A long file's text, or null when it is not there or may not be read. What changes meanwhile may be read twice, or not at all. */
    @Nullable
    String readWhole(String path) {
        int fd = posix.openat(Posix.AT_FDCWD, terminated(path), Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (fd < 0) {
            return null;
        }
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            int read = posix.pread(fd, chunk, 0, chunk.length, 0);
            while (read > 0 || read == -Errno.EINTR) {
                all.write(chunk, 0, Math.max(0, read));
                read = posix.pread(fd, chunk, 0, chunk.length, all.size());
            }
            return read < 0 ? null : all.toString(StandardCharsets.UTF_8);
        } finally {
            posix.close(fd);
        }
    }

    /** A symbolic link's target, or null when it is not there or may not be read. */
    @Nullable
    String readLink(String path) {
        byte[] buffer = new byte[MOST_BYTES];
        int length = posix.readlinkat(Posix.AT_FDCWD, terminated(path), buffer);
        return length < 0 ? null : new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Whether {@code /proc} counts processes as this process's own pid namespace does. In a new namespace the old mount
     * stays until somebody mounts a new one, and shows strangers under our numbers.
     *
     * @param self this process's number in its own namespace
     */
    boolean counts(int self) {
        String shown = readLink("/proc/self");
        return shown == null || shown.equals(Integer.toString(self));
    }

    private static byte[] terminated(String path) {
        return (path + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
