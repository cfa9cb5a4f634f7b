package dev.mortise.owner;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of file systems. {@code /proc/locks} has the number of the file system that holds a file; {@code stat} on btrfs has one of
 * the file's subvolume. The list of mounts has the first one, and a descriptor tells its mount.
 */
final class Devices {

    private static final int ID = 0;
    private static final int NUMBERS = 2;

    private Devices() {}

    /** As the C library packs the two numbers. */
    static long of(long major, long minor) {
        return (major & 0xfff) << 8 | (major & ~0xfffL) << 32 | (minor & 0xff) | (minor & ~0xffL) << 12;
    }

    /** Whether a file system has a number of the kernel's making: it lies in memory, on several disks, on others or far away. */
    static boolean isOfNoDisk(long device) {
        return (device >> 8 & 0xfff) == 0 && device >>> 44 == 0;
    }

    /** Of the file system that an open file lies on, as {@code /proc/locks} shows it. */
    static long of(Posix posix, int fd, FileStat file) {
        Procfs procfs = new Procfs(posix);
        String mount = after(procfs.read("/proc/self/fdinfo/" + fd), "mnt_id:");
        String mounts = mount == null ? null : procfs.readWhole("/proc/self/mountinfo");
        Long found = mounts == null ? null : inTable(mounts, String.valueOf(mount));
        return found == null ? file.device() : found;
    }

    private static @Nullable String after(@Nullable String text, String key) {
        return text == null
                ? null
                : text.lines()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.substring(key.length()).trim())
                        .findFirst()
                        .orElse(null);
    }

    static @Nullable Long inTable(String mounts, String mount) {
        return mounts.lines()
                .map(line -> line.split(" ", NUMBERS + 2))
                .filter(fields -> fields.length > NUMBERS && fields[ID].equals(mount))
                .map(fields -> fields[NUMBERS].split(":"))
                .map(numbers -> of(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])))
                .findFirst()
                .orElse(null);
    }
}
