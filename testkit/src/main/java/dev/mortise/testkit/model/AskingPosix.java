package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import java.util.Objects;

/**
 * The port over a model: makes a {@link Request} of each call, has it answered, and fills what the caller brought.
 *
 * <p>Arguments are held to the port's contract here, before anything is asked. Programs cannot be run: {@link #spawn},
 * {@link #exec} and {@link #waitpid} answer {@link Errno#ENOSYS}.
 */
public abstract class AskingPosix implements Posix {

    private static final int OPEN_FLAGS = O_WRONLY
            | O_RDWR
            | O_CREAT
            | O_EXCL
            | O_APPEND
            | O_NONBLOCK
            | O_DIRECTORY
            | O_NOFOLLOW
            | O_CLOEXEC
            | O_PATH
            | O_TMPFILE;

    /** For subclasses. */
    protected AskingPosix() {}

    /**
     * Has a call answered.
     *
     * @param request the call
     * @return its answer; never {@link Result#BLOCKED} or {@link Result#WAITING}
     */
    protected abstract Result ask(Request request);

    private int number(Request request) {
        return (int) ask(request).value();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files: open, read, write, force
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        if ((flags & ~OPEN_FLAGS) != 0) {
            throw new IllegalArgumentException(
                    "open flags 0" + Integer.toOctalString(flags & ~OPEN_FLAGS) + " are not in Posix's vocabulary");
        }
        return number(new FileRequests.OpenAt(dirfd, PathName.ofTerminated(name), flags, mode));
    }

    @Override
    public int close(int fd) {
        return number(new FileRequests.Close(fd));
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        return fill(new FileRequests.Read(fd, length, offset), buffer, from);
    }

    private int fill(Request request, byte[] buffer, int from) {
        Result result = ask(request);
        if (result.payload() instanceof Bytes bytes && bytes.length() <= buffer.length - from) {
            bytes.copyTo(buffer, from);
        }
        return (int) result.value();
    }

    /** A long write to a pipe goes on until it is done or interrupted. */
    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        int done = 0;
        for (; ; ) {
            Bytes rest = Bytes.copyOf(buffer, from + done, length - done);
            Result result = ask(new FileRequests.Write(fd, rest, offset));
            if (result.value() < 0) {
                return done > 0 ? done : (int) result.value();
            }
            done += (int) result.value();
            if (result.payload() != Pipes.Unfinished.WRITE) {
                return done;
            }
        }
    }

    @Override
    public int ftruncate(int fd, long length) {
        return number(new FileRequests.Truncate(fd, length));
    }

    @Override
    public int fsync(int fd) {
        return number(new FileRequests.Sync(fd, false));
    }

    @Override
    public int fdatasync(int fd) {
        return number(new FileRequests.Sync(fd, true));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return number(new LockRequests.Flock(fd, operation));
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        throw new UnsupportedOperationException("ofdLock");
    }

    /**
     * Locks a range of bytes, for this process ({@code F_SETLK}, {@code F_SETLKW}): the kind that is lost when the process
     * closes any descriptor of the file. The port does not have it; broken locks do.
     *
     * @param fd open for reading for {@link #F_RDLCK}, for writing for {@link #F_WRLCK}
     * @param type {@link #F_RDLCK}, {@link #F_WRLCK} or {@link #F_UNLCK}
     * @param start first byte
     * @param length number of bytes; 0 means up to the end of every possible file
     * @param wait whether to wait for the range
     * @return 0, {@code -EAGAIN} when held elsewhere and not waiting, or another {@code -errno}
     */
    public int posixLock(int fd, int type, long start, long length, boolean wait) {
        throw new UnsupportedOperationException("posixLock");
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        throw new UnsupportedOperationException("ofdProbe");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        return fill(new FileRequests.Stat(fd), out);
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        return fill(new FileRequests.StatAt(dirfd, PathName.ofTerminated(name), flags), out);
    }

    private int fill(Request request, FileStat out) {
        Result result = ask(request);
        if (result.payload() instanceof FileFacts facts) {
            facts.fill(out);
        }
        return (int) result.value();
    }

    @Override
    public long fstatfs(int fd) {
        throw new UnsupportedOperationException("fstatfs");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        PathName from = PathName.ofTerminated(oldname);
        return number(new NameRequests.LinkAt(olddirfd, from, newdirfd, PathName.ofTerminated(newname), flags));
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        PathName from = PathName.ofTerminated(oldname);
        return number(new NameRequests.RenameAt(olddirfd, from, newdirfd, PathName.ofTerminated(newname), flags));
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return number(new NameRequests.UnlinkAt(dirfd, PathName.ofTerminated(name), flags));
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        throw new UnsupportedOperationException("mkdirat");
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        throw new UnsupportedOperationException("getdents");
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        throw new UnsupportedOperationException("readlinkat");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        throw new UnsupportedOperationException("fchmod");
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        throw new UnsupportedOperationException("fchown");
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        throw new UnsupportedOperationException("futimens");
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        throw new UnsupportedOperationException("fgetxattr");
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        throw new UnsupportedOperationException("fsetxattr");
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        throw new UnsupportedOperationException("flistxattr");
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        throw new UnsupportedOperationException("fcntlSetFd");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return number(new ProcessRequests.Kill(pid, signal));
    }

    @Override
    public int pidfdOpen(int pid) {
        throw new UnsupportedOperationException("pidfdOpen");
    }

    @Override
    public int getpid() {
        return number(new ProcessRequests.GetPid());
    }

    @Override
    public int gettid() {
        return number(new ProcessRequests.GetTid());
    }

    @Override
    public int getuid() {
        return number(new ProcessRequests.GetUid());
    }

    @Override
    public int uname(byte[] buffer) {
        throw new UnsupportedOperationException("uname");
    }

    @Override
    public int pipe(int[] ends) {
        throw new UnsupportedOperationException("pipe");
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return -Errno.ENOSYS;
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return -Errno.ENOSYS;
    }

    @Override
    public int waitpid(int pid, int options) {
        return -Errno.ENOSYS;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time and chance
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public long monotonicNanos() {
        return ask(new ProcessRequests.ReadClock(ProcessRequests.Clock.MONOTONIC))
                .value();
    }

    @Override
    public long bootNanos() {
        return ask(new ProcessRequests.ReadClock(ProcessRequests.Clock.BOOT)).value();
    }

    @Override
    public long realtimeNanos() {
        return ask(new ProcessRequests.ReadClock(ProcessRequests.Clock.REALTIME))
                .value();
    }

    @Override
    public int sleep(long nanos) {
        return number(new ProcessRequests.Sleep(nanos));
    }

    @Override
    public int random(byte[] buffer) {
        throw new UnsupportedOperationException("random");
    }

    @Override
    public int kick(int tid) {
        throw new UnsupportedOperationException("kick");
    }
}
