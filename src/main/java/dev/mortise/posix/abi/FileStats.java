package dev.mortise.posix.abi;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;

/** {@code fstat}, {@code statx} and the fallback of the latter, decoded into a {@link FileStat}. */
final class FileStats {

    private static final long NANOS = 1_000_000_000L;

    private final Kernel kernel;
    private final StatLayout layout;
    private volatile boolean statxRefused;

    FileStats(Kernel kernel) {
        this.kernel = kernel;
        this.layout = kernel.architecture().stat();
    }

    int ofDescriptor(Scratch scratch, int fd, FileStat out) {
        int result = (int) kernel.call(scratch, Syscall.FSTAT, fd, scratch.struct());
        if (result == 0) {
            readStat(scratch, out);
        }
        return result;
    }

    int ofName(Scratch scratch, int dirfd, long name, int flags, FileStat out) {
        if (!statxRefused) {
            int result = statx(scratch, dirfd, name, flags);
            if (result == 0) {
                readStatx(scratch, out);
            }
            if (result != -Errno.ENOSYS && !(result == -Errno.EPERM && isStatxFiltered(scratch))) {
                return result;
            }
            statxRefused = true;
        }
        int known = flags & ~Posix.AT_STATX_DONT_SYNC;
        int result = (int) kernel.call(scratch, Syscall.NEWFSTATAT, dirfd, name, scratch.struct(), known);
        if (result == 0) {
            readStat(scratch, out);
        }
        return result;
    }

    private int statx(Scratch scratch, int dirfd, long name, int flags) {
        return (int)
                kernel.call(scratch, Syscall.STATX, dirfd, name, flags, Structs.STATX_BASIC_STATS, scratch.struct());
    }

    /** The kernel itself refuses a null name on a closed descriptor by EFAULT or EBADF; only a filter says EPERM. */
    private boolean isStatxFiltered(Scratch scratch) {
        return statx(scratch, -1, 0, Posix.AT_EMPTY_PATH) == -Errno.EPERM;
    }

    private void readStat(Scratch scratch, FileStat out) {
        long links = layout.linksBytes() == Long.BYTES
                ? scratch.getLong(layout.links())
                : Integer.toUnsignedLong(scratch.getInt(layout.links()));
        out.setIdentity(
                scratch.getLong(StatLayout.DEVICE),
                scratch.getLong(StatLayout.INODE),
                scratch.getInt(layout.mode()),
                links);
        out.setAttributes(
                scratch.getInt(layout.uid()),
                scratch.getInt(layout.gid()),
                scratch.getLong(StatLayout.LENGTH),
                time(scratch, StatLayout.MODIFIED),
                time(scratch, StatLayout.CHANGED));
    }

    private static void readStatx(Scratch scratch, FileStat out) {
        out.setIdentity(
                Structs.makedev(scratch.getInt(Structs.STATX_MAJOR), scratch.getInt(Structs.STATX_MINOR)),
                scratch.getLong(Structs.STATX_INODE),
                scratch.getShort(Structs.STATX_MODE),
                Integer.toUnsignedLong(scratch.getInt(Structs.STATX_LINKS)));
        out.setAttributes(
                scratch.getInt(Structs.STATX_UID),
                scratch.getInt(Structs.STATX_GID),
                scratch.getLong(Structs.STATX_LENGTH),
                time(scratch, Structs.STATX_MODIFIED),
                time(scratch, Structs.STATX_CHANGED));
    }

    /** The low half of {@code tv_nsec} is enough on little-endian machines, and all of {@code stx_mtime}'s. */
    private static long time(Scratch scratch, int offset) {
        return scratch.getLong(offset) * NANOS + scratch.getInt(offset + Long.BYTES);
    }
}
