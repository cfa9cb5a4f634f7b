package dev.mortise.posix.abi;

/**
 * The numbers of the system calls, x86-64 first, then aarch64.
 *
 * <p>Held to the system headers by {@code native/probe}, as {@link Architecture} explains.
 */
public enum Syscall {
    /** {@code openat}. */
    OPENAT(257, 56),
    /** {@code close}. */
    CLOSE(3, 57),
    /** {@code read}. */
    READ(0, 63),
    /** {@code write}. */
    WRITE(1, 64),
    /** {@code pread64}. */
    PREAD64(17, 67),
    /** {@code pwrite64}. */
    PWRITE64(18, 68),
    /** {@code ftruncate}. */
    FTRUNCATE(77, 46),
    /** {@code fsync}. */
    FSYNC(74, 82),
    /** {@code fdatasync}. */
    FDATASYNC(75, 83),
    /** {@code flock}. */
    FLOCK(73, 32),
    /** {@code fcntl}. */
    FCNTL(72, 25),
    /** {@code fstat}. */
    FSTAT(5, 80),
    /** {@code newfstatat}. */
    NEWFSTATAT(262, 79),
    /** {@code statx}. */
    STATX(332, 291),
    /** {@code fstatfs}. */
    FSTATFS(138, 44),
    /** {@code linkat}. */
    LINKAT(265, 37),
    /** {@code renameat}. */
    RENAMEAT(264, 38),
    /** {@code renameat2}. */
    RENAMEAT2(316, 276),
    /** {@code unlinkat}. */
    UNLINKAT(263, 35),
    /** {@code mkdirat}. */
    MKDIRAT(258, 34),
    /** {@code getdents64}. */
    GETDENTS64(217, 61),
    /** {@code readlinkat}. */
    READLINKAT(267, 78),
    /** {@code fchmod}. */
    FCHMOD(91, 52),
    /** {@code fchown}. */
    FCHOWN(93, 55),
    /** {@code utimensat}. */
    UTIMENSAT(280, 88),
    /** {@code fgetxattr}. */
    FGETXATTR(193, 10),
    /** {@code fsetxattr}. */
    FSETXATTR(190, 7),
    /** {@code flistxattr}. */
    FLISTXATTR(196, 13),
    /** {@code kill}. */
    KILL(62, 129),
    /** {@code tgkill}. */
    TGKILL(234, 131),
    /** {@code pidfd_open}. */
    PIDFD_OPEN(434, 434),
    /** {@code getpid}. */
    GETPID(39, 172),
    /** {@code gettid}. */
    GETTID(186, 178),
    /** {@code getuid}. */
    GETUID(102, 174),
    /** {@code uname}. */
    UNAME(63, 160),
    /** {@code pipe2}. */
    PIPE2(293, 59),
    /** {@code execve}. */
    EXECVE(59, 221),
    /** {@code wait4}. */
    WAIT4(61, 260),
    /** {@code rt_sigprocmask}. */
    RT_SIGPROCMASK(14, 135),
    /** {@code clock_gettime}. */
    CLOCK_GETTIME(228, 113),
    /** {@code clock_nanosleep}. */
    CLOCK_NANOSLEEP(230, 115),
    /** {@code getrandom}. */
    GETRANDOM(318, 278);

    private final int x8664;
    private final int aarch64;

    Syscall(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    /**
     * The call's number.
     *
     * @param architecture of the kernel
     * @return its number there
     */
    public int number(Architecture architecture) {
        return architecture == Architecture.X86_64 ? x8664 : aarch64;
    }
}
