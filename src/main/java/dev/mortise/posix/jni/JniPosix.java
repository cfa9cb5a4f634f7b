package dev.mortise.posix.jni;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.KickSignal;
import java.util.Objects;

/** {@link Posix} over the Java Native Interface. */
public final class JniPosix implements Posix {

    private final Architecture architecture;
    private final Programs programs;
    private volatile boolean statxRefused;
    private volatile boolean renameat2Refused;

    private JniPosix(Architecture architecture) {
        this.architecture = architecture;
        this.programs = new Programs(this);
    }

    /**
     * Opens the backend; the first time, its library is unpacked and loaded.
     *
     * @return the backend
     * @throws BackendUnavailableException on another platform, or if the library is missing or refused
     */
    public static Posix open() {
        Architecture architecture = Architecture.current();
        NativeLibrary.require(architecture);
        return new JniPosix(architecture);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        int kernelFlags = architecture.openFlags(flags);
        return Shim.openat(dirfd, Name.requireTerminated(name), kernelFlags, mode);
    }

    @Override
    public int close(int fd) {
        return Shim.close(fd);
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        return Shim.pread(fd, buffer, from, length, offset);
    }

    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        return Shim.pwrite(fd, buffer, from, length, offset);
    }

    @Override
    public int ftruncate(int fd, long length) {
        return Shim.ftruncate(fd, length);
    }

    @Override
    public int fsync(int fd) {
        return Shim.fsync(fd);
    }

    @Override
    public int fdatasync(int fd) {
        return Shim.fdatasync(fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return Shim.flock(fd, operation);
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        return Shim.ofdLock(fd, type, start, length, wait);
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        return Shim.ofdProbe(fd, type, start, length, Objects.requireNonNull(out, "out"));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        return Shim.fstat(fd, Objects.requireNonNull(out, "out"));
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        Name.requireTerminated(name);
        Objects.requireNonNull(out, "out");
        if (!statxRefused) {
            int result = Shim.statx(dirfd, name, flags, out);
            if (result != -Errno.ENOSYS && !(result == -Errno.EPERM && Shim.isStatxFiltered())) {
                return result;
            }
            statxRefused = true;
        }
        return Shim.fstatat(dirfd, name, flags & ~AT_STATX_DONT_SYNC, out);
    }

    @Override
    public long fstatfs(int fd) {
        return Shim.fstatfs(fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return Shim.linkat(olddirfd, Name.requireTerminated(oldname), newdirfd, Name.requireTerminated(newname), flags);
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        Name.requireTerminated(oldname);
        Name.requireTerminated(newname);
        if (!renameat2Refused) {
            int result = Shim.renameat2(olddirfd, oldname, newdirfd, newname, flags);
            if (result != -Errno.ENOSYS && !(result == -Errno.EPERM && isRenameat2Filtered())) {
                return result;
            }
            renameat2Refused = true;
        }
        return flags == 0 ? Shim.renameat(olddirfd, oldname, newdirfd, newname) : -Errno.ENOSYS;
    }

    /** EPERM may be the directory's word or a seccomp filter's: a call that cannot succeed tells, by EBADF or EPERM. */
    private static boolean isRenameat2Filtered() {
        byte[] anything = {'x', 0};
        return Shim.renameat2(-1, anything, -1, anything, 0) == -Errno.EPERM;
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return Shim.unlinkat(dirfd, Name.requireTerminated(name), flags);
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        return Shim.mkdirat(dirfd, Name.requireTerminated(name), mode);
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return Shim.getdents(fd, Objects.requireNonNull(buffer, "buffer"));
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        return Shim.readlinkat(dirfd, Name.requireTerminated(name), Objects.requireNonNull(buffer, "buffer"));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return Shim.fchmod(fd, mode);
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return Shim.fchown(fd, uid, gid);
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        return Shim.futimens(fd, accessNanos, modificationNanos);
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        return Shim.fgetxattr(fd, Name.requireTerminated(name), Objects.requireNonNull(value, "value"));
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        return Shim.fsetxattr(fd, Name.requireTerminated(name), Objects.requireNonNull(value, "value"), flags);
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return Shim.flistxattr(fd, Objects.requireNonNull(names, "names"));
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return Shim.fcntlSetFd(fd, flags);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return Shim.kill(pid, signal);
    }

    @Override
    public int pidfdOpen(int pid) {
        return Shim.pidfdOpen(pid);
    }

    @Override
    public int getpid() {
        return Shim.getpid();
    }

    @Override
    public int gettid() {
        return Shim.gettid();
    }

    @Override
    public int getuid() {
        return Shim.getuid();
    }

    @Override
    public int uname(byte[] buffer) {
        Objects.checkFromIndexSize(0, UTSNAME_BYTES, buffer.length);
        return Shim.uname(buffer);
    }

    @Override
    public int pipe(int[] ends) {
        Objects.checkFromIndexSize(0, 2, ends.length);
        return Shim.pipe(ends);
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return programs.spawn(path, argv, envp, inherited);
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return programs.exec(path, argv, envp);
    }

    @Override
    public int waitpid(int pid, int options) {
        return Shim.waitpid(pid, options);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time and chance
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public long monotonicNanos() {
        return Shim.monotonicNanos();
    }

    @Override
    public long bootNanos() {
        return Shim.bootNanos();
    }

    @Override
    public long realtimeNanos() {
        return Shim.realtimeNanos();
    }

    @Override
    public int sleep(long nanos) {
        return Shim.sleep(nanos);
    }

    @Override
    public int random(byte[] buffer) {
        Objects.checkFromIndexSize(0, buffer.length, 256);
        return Shim.random(buffer);
    }

    @Override
    public int kick(int tid) {
        int signal = KickSignal.configured();
        return signal == KickSignal.OFF ? -Errno.ENOTSUP : Shim.kick(tid, signal);
    }
}
