package dev.mortise.cli;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.file.Path;

/** Names of file systems, by the magic numbers that the kernel tells. */
final class FileSystems {

    private FileSystems() {}

    /** Such as {@code tmpfs}; {@code unknown} when the directory cannot be opened. */
    static String of(Posix posix, Path directory) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
        if (fd < 0) {
            return "unknown";
        }
        long magic = posix.fstatfs(fd);
        posix.close(fd);
        return magic < 0 ? "unknown" : name((int) magic);
    }

    private static String name(int magic) {
        return switch (magic) {
            case 0xEF53 -> "ext";
            case 0x58465342 -> "xfs";
            case 0x9123683E -> "btrfs";
            case 0x01021994 -> "tmpfs";
            case 0x858458F6 -> "ramfs";
            case 0x794C7630 -> "overlay";
            case 0xF2F52010 -> "f2fs";
            case 0x2FC12FC1 -> "zfs";
            case 0x6969 -> "nfs";
            case 0xFF534D42, 0xFE534D42 -> "smb";
            case 0x65735546 -> "fuse";
            case 0x01021997 -> "9p";
            default -> "magic 0x" + Integer.toHexString(magic);
        };
    }
}
