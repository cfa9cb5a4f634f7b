package dev.mortise.posix;

import java.util.List;

/**
 * The kinds of calls of {@link Posix}, one for each of its methods: for decorators that tell calls apart.
 *
 * <p>A kind is named by its method: {@code OFD_LOCK} is {@link Posix#ofdLock}.
 */
public enum Call {
    /** {@link Posix#openat}. */
    OPENAT("openat", true, "dirfd", "name", "flags", "mode"),
    /** {@link Posix#close}. */
    CLOSE("close", true, "fd"),
    /** {@link Posix#pread}. */
    PREAD("pread", true, "fd", "buffer", "from", "length", "offset"),
    /** {@link Posix#pwrite}. */
    PWRITE("pwrite", true, "fd", "buffer", "from", "length", "offset"),
    /** {@link Posix#ftruncate}. */
    FTRUNCATE("ftruncate", true, "fd", "length"),
    /** {@link Posix#fsync}. */
    FSYNC("fsync", true, "fd"),
    /** {@link Posix#fdatasync}. */
    FDATASYNC("fdatasync", true, "fd"),
    /** {@link Posix#flock}. */
    FLOCK("flock", true, "fd", "operation"),
    /** {@link Posix#ofdLock}. */
    OFD_LOCK("ofdLock", true, "fd", "type", "start", "length", "wait"),
    /** {@link Posix#ofdProbe}. */
    OFD_PROBE("ofdProbe", true, "fd", "type", "start", "length", "out"),
    /** {@link Posix#fstat}. */
    FSTAT("fstat", true, "fd", "out"),
    /** {@link Posix#statx}. */
    STATX("statx", true, "dirfd", "name", "flags", "out"),
    /** {@link Posix#fstatfs}. */
    FSTATFS("fstatfs", true, "fd"),
    /** {@link Posix#linkat}. */
    LINKAT("linkat", true, "olddirfd", "oldname", "newdirfd", "newname", "flags"),
    /** {@link Posix#renameat2}. */
    RENAMEAT2("renameat2", true, "olddirfd", "oldname", "newdirfd", "newname", "flags"),
    /** {@link Posix#unlinkat}. */
    UNLINKAT("unlinkat", true, "dirfd", "name", "flags"),
    /** {@link Posix#mkdirat}. */
    MKDIRAT("mkdirat", true, "dirfd", "name", "mode"),
    /** {@link Posix#getdents}. */
    GETDENTS("getdents", true, "fd", "buffer"),
    /** {@link Posix#readlinkat}. */
    READLINKAT("readlinkat", true, "dirfd", "name", "buffer"),
    /** {@link Posix#fchmod}. */
    FCHMOD("fchmod", true, "fd", "mode"),
    /** {@link Posix#fchown}. */
    FCHOWN("fchown", true, "fd", "uid", "gid"),
    /** {@link Posix#futimens}. */
    FUTIMENS("futimens", true, "fd", "accessNanos", "modificationNanos"),
    /** {@link Posix#fgetxattr}. */
    FGETXATTR("fgetxattr", true, "fd", "name", "value"),
    /** {@link Posix#fsetxattr}. */
    FSETXATTR("fsetxattr", true, "fd", "name", "value", "flags"),
    /** {@link Posix#flistxattr}. */
    FLISTXATTR("flistxattr", true, "fd", "names"),
    /** {@link Posix#fcntlSetFd}. */
    FCNTL_SET_FD("fcntlSetFd", true, "fd", "flags"),
    /** {@link Posix#kill}. */
    KILL("kill", true, "pid", "signal"),
    /** {@link Posix#pidfdOpen}. */
    PIDFD_OPEN("pidfdOpen", true, "pid"),
    /** {@link Posix#getpid}. */
    GETPID("getpid", false),
    /** {@link Posix#gettid}. */
    GETTID("gettid", false),
    /** {@link Posix#getuid}. */
    GETUID("getuid", false),
    /** {@link Posix#uname}. */
    UNAME("uname", true, "buffer"),
    /** {@link Posix#pipe}. */
    PIPE("pipe", true, "ends"),
    /** {@link Posix#spawn}. */
    SPAWN("spawn", true, "path", "argv", "envp", "inherited"),
    /** {@link Posix#exec}. */
    EXEC("exec", true, "path", "argv", "envp"),
    /** {@link Posix#waitpid}. */
    WAITPID("waitpid", true, "pid", "options"),
    /** {@link Posix#monotonicNanos}. */
    MONOTONIC_NANOS("monotonicNanos", false),
    /** {@link Posix#bootNanos}. */
    BOOT_NANOS("bootNanos", false),
    /** {@link Posix#realtimeNanos}. */
    REALTIME_NANOS("realtimeNanos", false),
    /** {@link Posix#sleep}. */
    SLEEP("sleep", true, "nanos"),
    /** {@link Posix#random}. */
    RANDOM("random", true, "buffer"),
    /** {@link Posix#checkpoint}. */
    CHECKPOINT("checkpoint", false, "label", "state"),
    /** {@link Posix#kick}. */
    KICK("kick", true, "tid");

    private final String method;
    private final boolean canFail;
    private final List<String> parameters;

    Call(String method, boolean canFail, String... parameters) {
        this.method = method;
        this.canFail = canFail;
        this.parameters = List.of(parameters);
    }

    /**
     * The method's name.
     *
     * @return such as {@code "ofdLock"}
     */
    public String method() {
        return method;
    }

    /**
     * The names of the method's parameters.
     *
     * @return in order, as {@link Posix} names them
     */
    public List<String> parameters() {
        return parameters;
    }

    /**
     * Tells whether the call can answer {@code -errno}. The clocks and the process's own numbers cannot, and
     * {@link Posix#checkpoint} answers nothing.
     *
     * @return false if every answer is a value
     */
    public boolean canFail() {
        return canFail;
    }

    /** The method's name. */
    @Override
    public String toString() {
        return method;
    }
}
