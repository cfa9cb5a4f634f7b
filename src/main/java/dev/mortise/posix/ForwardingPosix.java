package dev.mortise.posix;

/**
 * Hands every call to another {@link Posix}: the base of decorators, which override the calls that they care about.
 *
 * <p>Adds nothing and changes nothing: arguments, out-parameters and exceptions pass through as they are, a call blocks where
 * the other one blocks, and allocates what the other one allocates. {@link #checkpoint} is handed on as well, so an explorer
 * below a decorator sees it.
 */
public class ForwardingPosix implements Posix {

    private final Posix target;

    /**
     * Makes a decorator.
     *
     * @param target where every call goes
     */
    public ForwardingPosix(Posix target) {
        this.target = target;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files: open, read, write, force
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        return target.openat(dirfd, name, flags, mode);
    }

    @Override
    public int close(int fd) {
        return target.close(fd);
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        return target.pread(fd, buffer, from, length, offset);
    }

    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        return target.pwrite(fd, buffer, from, length, offset);
    }

    @Override
    public int ftruncate(int fd, long length) {
        return target.ftruncate(fd, length);
    }

    @Override
    public int fsync(int fd) {
        return target.fsync(fd);
    }

    @Override
    public int fdatasync(int fd) {
        return target.fdatasync(fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return target.flock(fd, operation);
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        return target.ofdLock(fd, type, start, length, wait);
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        return target.ofdProbe(fd, type, start, length, out);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        return target.fstat(fd, out);
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        return target.statx(dirfd, name, flags, out);
    }

    @Override
    public long fstatfs(int fd) {
        return target.fstatfs(fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return target.linkat(olddirfd, oldname, newdirfd, newname, flags);
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return target.renameat2(olddirfd, oldname, newdirfd, newname, flags);
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return target.unlinkat(dirfd, name, flags);
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        return target.mkdirat(dirfd, name, mode);
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return target.getdents(fd, buffer);
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        return target.readlinkat(dirfd, name, buffer);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return target.fchmod(fd, mode);
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return target.fchown(fd, uid, gid);
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        return target.futimens(fd, accessNanos, modificationNanos);
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        return target.fgetxattr(fd, name, value);
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        return target.fsetxattr(fd, name, value, flags);
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return target.flistxattr(fd, names);
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return target.fcntlSetFd(fd, flags);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return target.kill(pid, signal);
    }

    @Override
    public int pidfdOpen(int pid) {
        return target.pidfdOpen(pid);
    }

    @Override
    public int getpid() {
        return target.getpid();
    }

    @Override
    public int gettid() {
        return target.gettid();
    }

    @Override
    public int getuid() {
        return target.getuid();
    }

    @Override
    public int uname(byte[] buffer) {
        return target.uname(buffer);
    }

    @Override
    public int pipe(int[] ends) {
        return target.pipe(ends);
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return target.spawn(path, argv, envp, inherited);
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return target.exec(path, argv, envp);
    }

    @Override
    public int waitpid(int pid, int options) {
        return target.waitpid(pid, options);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time, chance and the explorer's hooks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public long monotonicNanos() {
        return target.monotonicNanos();
    }

    @Override
    public long bootNanos() {
        return target.bootNanos();
    }

    @Override
    public long realtimeNanos() {
        return target.realtimeNanos();
    }

    @Override
    public int sleep(long nanos) {
        return target.sleep(nanos);
    }

    @Override
    public int random(byte[] buffer) {
        return target.random(buffer);
    }

    @Override
    public void checkpoint(String label, long state) {
        target.checkpoint(label, state);
    }

    @Override
    public int kick(int tid) {
        return target.kick(tid);
    }
}
