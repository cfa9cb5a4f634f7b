package dev.mortise.posix.abi;

/** Sizes, offsets and numbers of the kernel's interface that are the same on both architectures. */
public final class Structs {

    /** Size of {@code struct statx}. */
    public static final int STATX_BYTES = 256;
    /** {@code stx_nlink}, four bytes. */
    public static final int STATX_LINKS = 16;
    /** {@code stx_uid}, four bytes. */
    public static final int STATX_UID = 20;
    /** {@code stx_gid}, four bytes. */
    public static final int STATX_GID = 24;
    /** {@code stx_mode}, two bytes. */
    public static final int STATX_MODE = 28;
    /** {@code stx_ino}, eight bytes. */
    public static final int STATX_INODE = 32;
    /** {@code stx_size}, eight bytes. */
    public static final int STATX_LENGTH = 40;
    /** {@code stx_ctime}: eight bytes of seconds, four of nanoseconds. */
    public static final int STATX_CHANGED = 96;
    /** {@code stx_mtime}: eight bytes of seconds, four of nanoseconds. */
    public static final int STATX_MODIFIED = 112;
    /** {@code stx_dev_major}, four bytes. */
    public static final int STATX_MAJOR = 136;
    /** {@code stx_dev_minor}, four bytes. */
    public static final int STATX_MINOR = 140;
    /** {@code STATX_BASIC_STATS}: all that {@code stat} tells. */
    public static final int STATX_BASIC_STATS = 0x7ff;

    /** Size of {@code struct flock}. */
    public static final int FLOCK_BYTES = 32;
    /** {@code l_type}, two bytes. */
    public static final int FLOCK_TYPE = 0;
    /** {@code l_whence}, two bytes. */
    public static final int FLOCK_WHENCE = 2;
    /** {@code l_start}, eight bytes. */
    public static final int FLOCK_START = 8;
    /** {@code l_len}, eight bytes. */
    public static final int FLOCK_LENGTH = 16;
    /** {@code l_pid}, four bytes. */
    public static final int FLOCK_PID = 24;

    /** Size of {@code struct statfs}. */
    public static final int STATFS_BYTES = 120;
    /** {@code f_type}, eight bytes of which four count. */
    public static final int STATFS_TYPE = 0;

    /** Size of {@code struct timespec}: eight bytes of seconds, eight of nanoseconds. */
    public static final int TIMESPEC_BYTES = 16;
    /** {@code tv_nsec} for the present time. */
    public static final long UTIME_NOW = 0x3fffffff;
    /** {@code tv_nsec} for "leave it". */
    public static final long UTIME_OMIT = 0x3ffffffe;

    /** Size of the C library's {@code struct sigaction}. */
    public static final int SIGACTION_BYTES = 152;
    /** {@code sa_handler}, eight bytes. */
    public static final int SIGACTION_HANDLER = 0;

    /** {@code F_SETFD}. */
    public static final int F_SETFD = 2;
    /** {@code F_OFD_GETLK}. */
    public static final int F_OFD_GETLK = 36;
    /** {@code F_OFD_SETLK}. */
    public static final int F_OFD_SETLK = 37;
    /** {@code F_OFD_SETLKW}. */
    public static final int F_OFD_SETLKW = 38;

    /** {@code SIG_SETMASK}. */
    public static final int SIG_SETMASK = 2;
    /** {@code CLOCK_REALTIME}. */
    public static final int CLOCK_REALTIME = 0;
    /** {@code CLOCK_MONOTONIC}. */
    public static final int CLOCK_MONOTONIC = 1;
    /** {@code CLOCK_BOOTTIME}. */
    public static final int CLOCK_BOOTTIME = 7;

    private Structs() {}

    /**
     * Packs a device number as the C library's {@code makedev} does.
     *
     * @param major the driver
     * @param minor the device
     * @return the number that {@code st_dev} holds
     */
    public static long makedev(int major, int minor) {
        long high = Integer.toUnsignedLong(major);
        long low = Integer.toUnsignedLong(minor);
        return (high & 0xfffff000L) << 32 | (high & 0xfff) << 8 | (low & 0xffffff00L) << 12 | (low & 0xff);
    }
}
