package dev.mortise.cli;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this process has mounted, as the kernel lists it. */
final class MountTable {

    private static final Path LIST = Path.of("/proc/self/mountinfo");
    private static final int DEVICE_FIELD = 2;
    private static final String BEFORE_TYPE = " - ";

    private MountTable() {}

    /** The type that an open file's file system was mounted as, such as {@code fuse.sshfs}; null if it cannot be told. */
    static @Nullable String typeOf(Posix posix, int fd) {
        FileStat stat = new FileStat();
        if (posix.fstat(fd, stat) < 0) {
            return null;
        }
        try {
            return typeOf(stat.device(), Files.readAllLines(LIST, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
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
