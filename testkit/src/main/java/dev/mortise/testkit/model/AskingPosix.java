package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.LockRequests.Owner;
import dev.mortise.testkit.model.MetadataRequests.AttributeName;
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

    private static final int MOST_RANDOM_BYTES = 256;

    private long draws;

    /** For subclasses. */
    protected AskingPosix() {}

    /**
     * Has a call answered.
     *
     * @param request the call
     * @return its answer; never {@link Result#BLOCKED} or {@link Result#WAITING}
     */
    protected abstract Result ask(Request request);

    /**
     * Draws what the next random bytes depend on: how often that was asked, unless a subclass knows better.
     *
     * @return something else each time, but the same whenever everything happens again alike
     */
    protected long chance() {
        return draws++;
    }

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
        return number(new LockRequests.LockRange(fd, Owner.DESCRIPTION, type, start, length, wait));
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
     * @return 0, {@code -EAGAIN} when held elsewhere and not waiting, {@code -EDEADLK} when it would wait in a circle, or another
     *     {@code -errno}
     */
    public int posixLock(int fd, int type, long start, long length, boolean wait) {
        return number(new LockRequests.LockRange(fd, Owner.PROCESS, type, start, length, wait));
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        Result result = ask(new LockRequests.ProbeRange(fd, type, start, length));
        if (result.payload() instanceof LockFacts facts) {
            facts.fill(out);
        }
        return (int) result.value();
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
        return ask(new MetadataRequests.StatFs(fd)).value();
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
        return number(new NameRequests.MkdirAt(dirfd, PathName.ofTerminated(name), mode));
    }

    /**
     * Makes a symbolic link. The port does not have it.
     *
     * @param target what it says, NUL-terminated
     * @param dirfd where the name starts
     * @param name the name, NUL-terminated
     * @return 0 or {@code -errno}
     */
    public int symlinkat(byte[] target, int dirfd, byte[] name) {
        PathName said = PathName.ofTerminated(target);
        return number(new NameRequests.SymlinkAt(said, dirfd, PathName.ofTerminated(name)));
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return fill(new NameRequests.ListEntries(fd, buffer.length), buffer, 0);
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        return fill(new NameRequests.ReadLinkAt(dirfd, PathName.ofTerminated(name), buffer.length), buffer, 0);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return number(new MetadataRequests.Chmod(fd, mode));
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return number(new MetadataRequests.Chown(fd, uid, gid));
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        return number(new MetadataRequests.SetTimes(fd, accessNanos, modificationNanos));
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        return fill(new MetadataRequests.GetAttribute(fd, attribute(name), value.length), value, 0);
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        Bytes whole = Bytes.copyOf(value, 0, value.length);
        return number(new MetadataRequests.SetAttribute(fd, attribute(name), whole, flags));
    }

    private static AttributeName attribute(byte[] name) {
        return new AttributeName(PathName.ofTerminated(name).bytes());
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return fill(new MetadataRequests.ListAttributes(fd, names.length), names, 0);
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return number(new MetadataRequests.SetDescriptorFlags(fd, flags));
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
        return number(new ProcessRequests.OpenProcess(pid));
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
        Objects.checkFromIndexSize(0, UTSNAME_BYTES, buffer.length);
        KernelText.fill(buffer);
        return 0;
    }

    @Override
    public int pipe(int[] ends) {
        Objects.checkFromIndexSize(0, 2, ends.length);
        Result result = ask(new ProcessRequests.OpenPipe());
        if (result.payload() instanceof ProcessRequests.PipeEnds pipe) {
            ends[0] = pipe.reading();
            ends[1] = pipe.writing();
        }
        return (int) result.value();
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
        Objects.checkFromIndexSize(0, buffer.length, MOST_RANDOM_BYTES);
        return fill(new ProcessRequests.Draw(buffer.length, chance()), buffer, 0);
    }

    /** A simulated process has one thread, and while that calls it is not blocked. */
    @Override
    public int kick(int tid) {
        return tid == gettid() ? 0 : -Errno.ESRCH;
    }
}
