package dev.mortise.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * Hands every call to another {@link Posix}, except where a fault was planned.
 *
 * <pre>{@code
 * Posix posix = FaultyPosix.over(Backends.best())
 *         .failing(Call.FSYNC, 2, Errno.EIO)              // the second fsync, once
 *         .failing(Call.FLOCK, 1, Errno.EINTR)            // as after a signal: the second flock works
 *         .failingFrom(Call.PWRITE, 5, Errno.ENOSPC)      // the disk is full and stays full
 *         .shortening(Call.PWRITE, 1, 3)                  // the first pwrite writes 3 bytes at most
 *         .losing(Call.RENAMEAT2, 1, Errno.EIO);          // it was renamed, but who asked does not know
 * }</pre>
 *
 * <p>Each method that plans a fault leaves this object as it is and answers another one with one fault more. An object counts
 * the calls of each kind that are made through it, from 1, by whatever thread; a new one starts to count anew. Any number of
 * faults may befall one call: a refusal comes before everything else, a short transfer may also be lost, and of two that
 * contradict each other the one planned first counts.
 *
 * <p>An injected fault never blocks. A call whose answer is lost does block where the kernel makes it wait. Whether a kernel
 * could answer this errno to this call is not checked.
 */
public final class FaultyPosix extends ForwardingPosix {

    private final Posix target;
    private final List<Fault> faults;
    private final Map<Call, AtomicInteger> counts = new ConcurrentHashMap<>();

    private FaultyPosix(Posix target, List<Fault> faults) {
        super(target);
        this.target = target;
        this.faults = faults;
    }

    /**
     * Plans no fault yet.
     *
     * @param target where calls go
     * @return a door that only forwards
     */
    public static FaultyPosix over(Posix target) {
        return new FaultyPosix(target, List.of());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Planning
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Lets one call fail without asking the kernel. Its arguments are not looked at.
     *
     * <p>{@link Posix#close} alone is asked all the same: by its contract the descriptor is gone whatever the answer says.
     *
     * @param call the kind of call
     * @param nth which one, counted from 1
     * @param errno such as {@link Errno#EIO}
     * @return a door with this fault too
     * @throws IllegalArgumentException if the call cannot fail, or for a number that counts no call or is no errno
     */
    public FaultyPosix failing(Call call, int nth, int errno) {
        return with(new Fault(call, nth, nth, refusalOf(call), errno));
    }

    /**
     * As {@link #failing}, for one call and all that follow.
     *
     * @param call the kind of call
     * @param nth the first one, counted from 1
     * @param errno such as {@link Errno#ENOSPC}
     * @return a door with this fault too
     */
    public FaultyPosix failingFrom(Call call, int nth, int errno) {
        return with(new Fault(call, nth, Fault.FOR_EVER, refusalOf(call), errno));
    }

    /**
     * As {@link #failing}, for every call of the kind.
     *
     * @param call the kind of call
     * @param errno such as {@link Errno#ENOSYS}
     * @return a door with this fault too
     */
    public FaultyPosix failingAlways(Call call, int errno) {
        return failingFrom(call, 1, errno);
    }

    /**
     * Lets the kernel do one call and loses its answer, as a network file system may lose a reply: the file was renamed, the
     * lock was taken, the bytes were written, and the caller is told of an error. What the kernel itself said is lost too.
     * Nothing is written to out-parameters. A descriptor that was opened is closed, since no one could know its number, while
     * a file that was made with it stays. A child that was started goes on, and whoever started it does not know its number.
     *
     * @param call the kind of call
     * @param nth which one, counted from 1
     * @param errno what the caller is told
     * @return a door with this fault too
     * @throws IllegalArgumentException if the call cannot fail, or for a number that counts no call or is no errno
     */
    public FaultyPosix losing(Call call, int nth, int errno) {
        return with(new Fault(call, nth, nth, Fault.Effect.LOST, errno));
    }

    /**
     * As {@link #losing}, for one call and all that follow.
     *
     * @param call the kind of call
     * @param nth the first one, counted from 1
     * @param errno what the caller is told
     * @return a door with this fault too
     */
    public FaultyPosix losingFrom(Call call, int nth, int errno) {
        return with(new Fault(call, nth, Fault.FOR_EVER, Fault.Effect.LOST, errno));
    }

    /**
     * Lets one read or write transfer only part of what was asked for.
     *
     * @param call {@link Call#PREAD} or {@link Call#PWRITE}
     * @param nth which one, counted from 1
     * @param most bytes at most, at least 1
     * @return a door with this fault too
     * @throws IllegalArgumentException for another call, or a number that counts no call or no bytes
     */
    public FaultyPosix shortening(Call call, int nth, int most) {
        return with(new Fault(call, nth, nth, Fault.Effect.SHORT, most));
    }

    /**
     * As {@link #shortening}, for one call and all that follow.
     *
     * @param call {@link Call#PREAD} or {@link Call#PWRITE}
     * @param nth the first one, counted from 1
     * @param most bytes at most, at least 1
     * @return a door with this fault too
     */
    public FaultyPosix shorteningFrom(Call call, int nth, int most) {
        return with(new Fault(call, nth, Fault.FOR_EVER, Fault.Effect.SHORT, most));
    }

    private static Fault.Effect refusalOf(Call call) {
        return call == Call.CLOSE ? Fault.Effect.LOST : Fault.Effect.REFUSED;
    }

    private FaultyPosix with(Fault fault) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(fault);
        return new FaultyPosix(target, List.copyOf(more));
    }

    /**
     * The faults whose call never came: a test whose fault is among them has proven nothing.
     *
     * @return each in words, in the order of planning
     */
    public List<String> dormant() {
        return faults.stream()
                .filter(fault -> count(fault.call()).get() < fault.first())
                .map(Fault::toString)
                .toList();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Injecting
    // ---------------------------------------------------------------------------------------------------------------

    private long answer(Call call, ToLongFunction<Turn> reach) {
        Turn turn = next(call);
        if (turn.isRefused()) {
            return turn.refusal();
        }
        long result = reach.applyAsLong(turn);
        return turn.isLost() ? lose(call, result, turn) : result;
    }

    private Turn next(Call call) {
        int nth = count(call).incrementAndGet();
        return new Turn(
                faults.stream().filter(fault -> fault.befalls(call, nth)).toList());
    }

    private AtomicInteger count(Call call) {
        return counts.computeIfAbsent(call, any -> new AtomicInteger());
    }

    private long lose(Call call, long result, Turn turn) {
        boolean opened = call == Call.OPENAT || call == Call.PIDFD_OPEN;
        if (opened && result >= 0) {
            target.close((int) result);
        }
        return turn.refusal();
    }

    private int lostPipe() {
        int[] ends = new int[2];
        int result = target.pipe(ends);
        if (result >= 0) {
            target.close(ends[0]);
            target.close(ends[1]);
        }
        return result;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files: open, read, write, force
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        return (int) answer(Call.OPENAT, turn -> super.openat(dirfd, name, flags, mode));
    }

    @Override
    public int close(int fd) {
        return (int) answer(Call.CLOSE, turn -> super.close(fd));
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        return (int) answer(Call.PREAD, turn -> super.pread(fd, turn.out(buffer), from, turn.length(length), offset));
    }

    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        return (int) answer(Call.PWRITE, turn -> super.pwrite(fd, buffer, from, turn.length(length), offset));
    }

    @Override
    public int ftruncate(int fd, long length) {
        return (int) answer(Call.FTRUNCATE, turn -> super.ftruncate(fd, length));
    }

    @Override
    public int fsync(int fd) {
        return (int) answer(Call.FSYNC, turn -> super.fsync(fd));
    }

    @Override
    public int fdatasync(int fd) {
        return (int) answer(Call.FDATASYNC, turn -> super.fdatasync(fd));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return (int) answer(Call.FLOCK, turn -> super.flock(fd, operation));
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        return (int) answer(Call.OFD_LOCK, turn -> super.ofdLock(fd, type, start, length, wait));
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        return (int) answer(Call.OFD_PROBE, turn -> super.ofdProbe(fd, type, start, length, turn.out(out)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        return (int) answer(Call.FSTAT, turn -> super.fstat(fd, turn.out(out)));
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        return (int) answer(Call.STATX, turn -> super.statx(dirfd, name, flags, turn.out(out)));
    }

    @Override
    public long fstatfs(int fd) {
        return answer(Call.FSTATFS, turn -> super.fstatfs(fd));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return (int) answer(Call.LINKAT, turn -> super.linkat(olddirfd, oldname, newdirfd, newname, flags));
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return (int) answer(Call.RENAMEAT2, turn -> super.renameat2(olddirfd, oldname, newdirfd, newname, flags));
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return (int) answer(Call.UNLINKAT, turn -> super.unlinkat(dirfd, name, flags));
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        return (int) answer(Call.MKDIRAT, turn -> super.mkdirat(dirfd, name, mode));
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return (int) answer(Call.GETDENTS, turn -> super.getdents(fd, turn.out(buffer)));
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        return (int) answer(Call.READLINKAT, turn -> super.readlinkat(dirfd, name, turn.out(buffer)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return (int) answer(Call.FCHMOD, turn -> super.fchmod(fd, mode));
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return (int) answer(Call.FCHOWN, turn -> super.fchown(fd, uid, gid));
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        return (int) answer(Call.FUTIMENS, turn -> super.futimens(fd, accessNanos, modificationNanos));
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        return (int) answer(Call.FGETXATTR, turn -> super.fgetxattr(fd, name, turn.out(value)));
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        return (int) answer(Call.FSETXATTR, turn -> super.fsetxattr(fd, name, value, flags));
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return (int) answer(Call.FLISTXATTR, turn -> super.flistxattr(fd, turn.out(names)));
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return (int) answer(Call.FCNTL_SET_FD, turn -> super.fcntlSetFd(fd, flags));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return (int) answer(Call.KILL, turn -> super.kill(pid, signal));
    }

    @Override
    public int pidfdOpen(int pid) {
        return (int) answer(Call.PIDFD_OPEN, turn -> super.pidfdOpen(pid));
    }

    @Override
    public int uname(byte[] buffer) {
        return (int) answer(Call.UNAME, turn -> super.uname(turn.out(buffer)));
    }

    @Override
    public int pipe(int[] ends) {
        return (int) answer(Call.PIPE, turn -> turn.isLost() ? lostPipe() : super.pipe(ends));
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return (int) answer(Call.SPAWN, turn -> super.spawn(path, argv, envp, inherited));
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return (int) answer(Call.EXEC, turn -> super.exec(path, argv, envp));
    }

    @Override
    public int waitpid(int pid, int options) {
        return (int) answer(Call.WAITPID, turn -> super.waitpid(pid, options));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time, chance and the explorer's hooks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int sleep(long nanos) {
        return (int) answer(Call.SLEEP, turn -> super.sleep(nanos));
    }

    @Override
    public int random(byte[] buffer) {
        return (int) answer(Call.RANDOM, turn -> super.random(turn.out(buffer)));
    }

    @Override
    public int kick(int tid) {
        return (int) answer(Call.KICK, turn -> super.kick(tid));
    }
}
