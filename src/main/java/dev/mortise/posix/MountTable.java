package dev.mortise.posix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this process has mounted, as the kernel lists it. */
final class MountTable {

    private static final String LIST = "/proc/self/mountinfo\0";
    private static final int CHUNK = 16_384;
    private static final int DEVICE_FIELD = 2;
    private static final String BEFORE_TYPE = " - ";

    private MountTable() {}

    /** The type that an open file's file system was mounted as, such as {@code fuse.sshfs}; null if it cannot be told. */
    static @Nullable String typeOf(Posix posix, int fd) {
        FileStat stat = new FileStat();
        if (posix.fstat(fd, stat) < 0) {
            return null;
        }
        int list = posix.openat(
                Posix.AT_FDCWD, LIST.getBytes(StandardCharsets.US_ASCII), Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (list < 0) {
            return null;
        }
        try {
            return typeOf(stat.device(), readAll(posix, list).lines().toList());
        } finally {
            posix.close(list);
        }
    }

    private static String readAll(Posix posix, int fd) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int read = posix.pread(fd, chunk, 0, chunk.length, 0);
        while (read > 0 || read == -Errno.EINTR) {
            all.write(chunk, 0, Math.max(0, read));
            read = posix.pread(fd, chunk, 0, chunk.length, all.size());
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    static @Nullable String typeOf(long device, List<String> lines) {
        String wanted = major(device) + ":" + minor(device);
        for (String line : lines) {
            String[] fields = line.split(" ", DEVICE_FIELD + 2);
            int type = line.indexOf(BEFORE_TYPE) + BEFORE_TYPE.length();
            if (fields.length > DEVICE_FIELD && fields[DEVICE_FIELD].equals(wanted) && type >= BEFORE_TYPE.length()) {
                return line.substring(type).split(" ", 2)[0];
            }
        }
        return null;
    }

    private static long major(long device) {
        return (device >> 8 & 0xfff) | (device >> 32 & ~0xfffL);
    }

    private static long minor(long device) {
        return (device & 0xff) | (device >> 12 & 0xffffff00L);
    }
}
