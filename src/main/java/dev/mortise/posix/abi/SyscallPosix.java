package dev.mortise.posix.abi;

import static dev.mortise.posix.abi.Structs.FLOCK_BYTES;
import static dev.mortise.posix.abi.Structs.FLOCK_LENGTH;
import static dev.mortise.posix.abi.Structs.FLOCK_PID;
import static dev.mortise.posix.abi.Structs.FLOCK_START;
import static dev.mortise.posix.abi.Structs.FLOCK_TYPE;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.Objects;

/**
 * {@link Posix} over {@code syscall(2)}: what the backends over the FFM API, jnr and JNA share, which is all but the way
 * into native code.
 */
public abstract class SyscallPosix implements Posix {

    private static final int MAX_TRANSFER = 1 << 20;

    private final Kernel kernel;
    private final ScratchPool pool;
    private final FileStats stats;
    private final Programs programs;
    private final Kicks kicks;
    private volatile boolean renameat2Refused;

    /**
     * For the backends.
     *
     * @param architecture of this machine
     * @param downcalls the way into native code
     */
    protected SyscallPosix(Architecture architecture, Downcalls downcalls) {
        this.kernel = new Kernel(architecture, downcalls);
        this.pool = new ScratchPool(downcalls);
        this.stats = new FileStats(kernel);
        this.programs = new Programs(kernel, this);
        this.kicks = new Kicks(kernel);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        int kernelFlags = kernel.architecture().openFlags(flags);
        return withName(Syscall.OPENAT, dirfd, name, kernelFlags, mode);
    }

    @Override
    public int close(int fd) {
        return simple(Syscall.CLOSE, fd, 0, 0);
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        Syscall call = offset == CURRENT_POSITION ? Syscall.READ : Syscall.PREAD64;
        Scratch scratch = pool.take();
        try {
            if (length > Scratch.TRANSFER_BYTES) {
                return largeRead(scratch, call, fd, buffer, from, length, offset);
            }
            int read = (int) kernel.call(scratch, call, fd, scratch.transfer(), length, offset);
            if (read > 0) {
                scratch.drainTransfer(buffer, from, read);
            }
            return read;
        } finally {
            pool.give(scratch);
        }
    }

    private int largeRead(Scratch scratch, Syscall call, int fd, byte[] buffer, int from, int length, long offset) {
        int size = Math.min(length, MAX_TRANSFER);
        try (NativeMemory memory = borrow(size)) {
            int read = (int) kernel.call(scratch, call, fd, memory.address(), size, offset);
            if (read > 0) {
                memory.bytes().get(0, buffer, from, read);
            }
            return read;
        }
    }

    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        Syscall call = offset == CURRENT_POSITION ? Syscall.WRITE : Syscall.PWRITE64;
        Scratch scratch = pool.take();
        try {
            if (length > Scratch.TRANSFER_BYTES) {
                return largeWrite(scratch, call, fd, buffer, from, length, offset);
            }
            scratch.fillTransfer(buffer, from, length);
            return (int) kernel.call(scratch, call, fd, scratch.transfer(), length, offset);
        } finally {
            pool.give(scratch);
        }
    }

    private int largeWrite(Scratch scratch, Syscall call, int fd, byte[] buffer, int from, int length, long offset) {
        int size = Math.min(length, MAX_TRANSFER);
        try (NativeMemory memory = borrow(size)) {
            memory.bytes().put(0, buffer, from, size);
            return (int) kernel.call(scratch, call, fd, memory.address(), size, offset);
        }
    }

    @Override
    public int ftruncate(int fd, long length) {
        return simple(Syscall.FTRUNCATE, fd, length, 0);
    }

    @Override
    public int fsync(int fd) {
        return simple(Syscall.FSYNC, fd, 0, 0);
    }

    @Override
    public int fdatasync(int fd) {
        return simple(Syscall.FDATASYNC, fd, 0, 0);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return simple(Syscall.FLOCK, fd, operation, 0);
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        Scratch scratch = pool.take();
        try {
            fillFlock(scratch, type, start, length);
            int command = wait ? Structs.F_OFD_SETLKW : Structs.F_OFD_SETLK;
            return (int) kernel.call(scratch, Syscall.FCNTL, fd, command, scratch.struct());
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        Scratch scratch = pool.take();
        try {
            fillFlock(scratch, type, start, length);
            int result = (int) kernel.call(scratch, Syscall.FCNTL, fd, Structs.F_OFD_GETLK, scratch.struct());
            if (result == 0) {
                out.set(
                        scratch.getShort(FLOCK_TYPE),
                        scratch.getLong(FLOCK_START),
                        scratch.getLong(FLOCK_LENGTH),
                        scratch.getInt(FLOCK_PID));
            }
            return result;
        } finally {
            pool.give(scratch);
        }
    }

    /** {@code l_whence} stays 0, from the start of the file; {@code l_pid} must be 0 or the kernel refuses. */
    private static void fillFlock(Scratch scratch, int type, long start, long length) {
        scratch.clearStruct(FLOCK_BYTES);
        scratch.setShort(FLOCK_TYPE, type);
        scratch.setLong(FLOCK_START, start);
        scratch.setLong(FLOCK_LENGTH, length);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        Scratch scratch = pool.take();
        try {
            return stats.ofDescriptor(scratch, fd, out);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        if (isTooLong(name)) {
            return -Errno.ENAMETOOLONG;
        }
        Scratch scratch = pool.take();
        try {
            return stats.ofName(scratch, dirfd, scratch.name(0, name), flags, out);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public long fstatfs(int fd) {
        Scratch scratch = pool.take();
        try {
            int result = (int) kernel.call(scratch, Syscall.FSTATFS, fd, scratch.struct());
            return result < 0 ? result : Integer.toUnsignedLong(scratch.getInt(Structs.STATFS_TYPE));
        } finally {
            pool.give(scratch);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return withTwoNames(Syscall.LINKAT, olddirfd, oldname, newdirfd, newname, flags);
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        if (!renameat2Refused) {
            int result = withTwoNames(Syscall.RENAMEAT2, olddirfd, oldname, newdirfd, newname, flags);
            if (result != -Errno.ENOSYS && !(result == -Errno.EPERM && isRenameat2Filtered())) {
                return result;
            }
            renameat2Refused = true;
        }
        return flags == 0 ? withTwoNames(Syscall.RENAMEAT, olddirfd, oldname, newdirfd, newname, 0) : -Errno.ENOSYS;
    }

    /** EPERM may be the directory's word or a seccomp filter's: a call that cannot succeed tells, by EBADF or EPERM. */
    private boolean isRenameat2Filtered() {
        byte[] anything = {'x', 0};
        return withTwoNames(Syscall.RENAMEAT2, -1, anything, -1, anything, 0) == -Errno.EPERM;
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return withName(Syscall.UNLINKAT, dirfd, name, flags, 0);
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        return withName(Syscall.MKDIRAT, dirfd, name, mode, 0);
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return fill(buffer, (scratch, address) -> kernel.call(scratch, Syscall.GETDENTS64, fd, address, buffer.length));
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        if (isTooLong(name)) {
            return -Errno.ENAMETOOLONG;
        }
        return fill(
                buffer,
                (scratch, address) ->
                        kernel.call(scratch, Syscall.READLINKAT, dirfd, scratch.name(0, name), address, buffer.length));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return simple(Syscall.FCHMOD, fd, mode, 0);
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return simple(Syscall.FCHOWN, fd, uid, gid);
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        Scratch scratch = pool.take();
        try {
            fillTime(scratch, 0, accessNanos);
            fillTime(scratch, Structs.TIMESPEC_BYTES, modificationNanos);
            return (int) kernel.call(scratch, Syscall.UTIMENSAT, fd, 0, scratch.struct(), 0);
        } finally {
            pool.give(scratch);
        }
    }

    private static void fillTime(Scratch scratch, int offset, long nanos) {
        boolean special = nanos == TIME_NOW || nanos == TIME_OMIT;
        long plain = Math.floorMod(nanos, 1_000_000_000L);
        long word = nanos == TIME_NOW ? Structs.UTIME_NOW : Structs.UTIME_OMIT;
        scratch.setLong(offset, special ? 0 : Math.floorDiv(nanos, 1_000_000_000L));
        scratch.setLong(offset + Structs.TIMESPEC_BYTES / 2, special ? word : plain);
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        if (isTooLong(name)) {
            return -Errno.ERANGE;
        }
        return fill(
                value,
                (scratch, address) ->
                        kernel.call(scratch, Syscall.FGETXATTR, fd, scratch.name(0, name), address, value.length));
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        if (isTooLong(name)) {
            return -Errno.ERANGE;
        }
        Scratch scratch = pool.take();
        try (NativeMemory memory = borrow(value.length)) {
            memory.bytes().put(0, value, 0, value.length);
            return (int) kernel.call(
                    scratch, Syscall.FSETXATTR, fd, scratch.name(0, name), memory.address(), value.length, flags);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return fill(names, (scratch, address) -> kernel.call(scratch, Syscall.FLISTXATTR, fd, address, names.length));
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return simple(Syscall.FCNTL, fd, Structs.F_SETFD, flags);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return simple(Syscall.KILL, pid, signal, 0);
    }

    @Override
    public int pidfdOpen(int pid) {
        return simple(Syscall.PIDFD_OPEN, pid, 0, 0);
    }

    @Override
    public int getpid() {
        return simple(Syscall.GETPID, 0, 0, 0);
    }

    @Override
    public int gettid() {
        return simple(Syscall.GETTID, 0, 0, 0);
    }

    @Override
    public int getuid() {
        return simple(Syscall.GETUID, 0, 0, 0);
    }

    @Override
    public int uname(byte[] buffer) {
        Objects.checkFromIndexSize(0, UTSNAME_BYTES, buffer.length);
        Scratch scratch = pool.take();
        try {
            int result = (int) kernel.call(scratch, Syscall.UNAME, scratch.struct());
            if (result == 0) {
                scratch.getBytes(buffer, UTSNAME_BYTES);
            }
            return result;
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int pipe(int[] ends) {
        Objects.checkFromIndexSize(0, 2, ends.length);
        Scratch scratch = pool.take();
        try {
            int result = (int) kernel.call(scratch, Syscall.PIPE2, scratch.struct(), O_CLOEXEC);
            if (result == 0) {
                ends[0] = scratch.getInt(0);
                ends[1] = scratch.getInt(4);
            }
            return result;
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return programs.spawn(path, argv, envp, inherited);
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        Scratch scratch = pool.take();
        try {
            return programs.exec(scratch, path, argv, envp);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int waitpid(int pid, int options) {
        Scratch scratch = pool.take();
        try {
            int result = (int) kernel.call(scratch, Syscall.WAIT4, pid, scratch.struct(), options, 0);
            if (result == 0) {
                return -Errno.EAGAIN;
            }
            return result < 0 ? result : scratch.getInt(0);
        } finally {
            pool.give(scratch);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time and chance
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public long monotonicNanos() {
        return nanos(Structs.CLOCK_MONOTONIC);
    }

    @Override
    public long bootNanos() {
        return nanos(Structs.CLOCK_BOOTTIME);
    }

    @Override
    public long realtimeNanos() {
        return nanos(Structs.CLOCK_REALTIME);
    }

    private long nanos(int clock) {
        Scratch scratch = pool.take();
        try {
            return kernel.nanos(scratch, clock);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int sleep(long nanos) {
        Scratch scratch = pool.take();
        try {
            scratch.setLong(0, nanos / 1_000_000_000L);
            scratch.setLong(Structs.TIMESPEC_BYTES / 2, nanos % 1_000_000_000L);
            return (int) kernel.call(scratch, Syscall.CLOCK_NANOSLEEP, Structs.CLOCK_MONOTONIC, 0, scratch.struct(), 0);
        } finally {
            pool.give(scratch);
        }
    }

    @Override
    public int random(byte[] buffer) {
        Objects.checkFromIndexSize(0, buffer.length, 256);
        return fill(buffer, (scratch, address) -> kernel.call(scratch, Syscall.GETRANDOM, address, buffer.length, 0));
    }

    @Override
    public int kick(int tid) {
        Scratch scratch = pool.take();
        try {
            return kicks.kick(scratch, tid);
        } finally {
            pool.give(scratch);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Shapes of calls
    // ---------------------------------------------------------------------------------------------------------------

    private int simple(Syscall call, long a, long b, long c) {
        Scratch scratch = pool.take();
        try {
            return (int) kernel.call(scratch, call, a, b, c);
        } finally {
            pool.give(scratch);
        }
    }

    private int withName(Syscall call, int dirfd, byte[] name, long c, long d) {
        if (isTooLong(name)) {
            return -Errno.ENAMETOOLONG;
        }
        Scratch scratch = pool.take();
        try {
            return (int) kernel.call(scratch, call, dirfd, scratch.name(0, name), c, d);
        } finally {
            pool.give(scratch);
        }
    }

    private int withTwoNames(Syscall call, int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        if (isTooLong(oldname) || isTooLong(newname)) {
            return -Errno.ENAMETOOLONG;
        }
        Scratch scratch = pool.take();
        try {
            return (int) kernel.call(
                    scratch, call, olddirfd, scratch.name(0, oldname), newdirfd, scratch.name(1, newname), flags);
        } finally {
            pool.give(scratch);
        }
    }

    /** A call that fills native memory; not for the paths that must not allocate. */
    private interface Filling {
        long call(Scratch scratch, long address);
    }

    /** An empty buffer asks for a size, so what comes back may be more than there is room for. */
    private int fill(byte[] buffer, Filling call) {
        Scratch scratch = pool.take();
        try (NativeMemory memory = borrow(buffer.length)) {
            int filled = (int) call.call(scratch, memory.address());
            if (filled > 0 && filled <= buffer.length) {
                memory.bytes().get(0, buffer, 0, filled);
            }
            return filled;
        } finally {
            pool.give(scratch);
        }
    }

    private NativeMemory borrow(int bytes) {
        return kernel.downcalls().borrowed(Math.max(1, bytes));
    }

    private static boolean isTooLong(byte[] name) {
        return Name.requireTerminated(name).length > Scratch.NAME_BYTES;
    }
}
