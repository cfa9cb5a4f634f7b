package dev.mortise.posix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Hands every call to another {@link Posix} and keeps a record of it: who called what, in which order, with which arguments
 * and which result. For tests that are about calls rather than their effect, such as whether a directory was forced to the
 * disk.
 *
 * <p><b>Order.</b> Calls stand in the order in which they were over, so a call that still blocks is not listed yet. Between
 * calls of one thread that is the order in which they were made. Calls of different threads may have overlapped, and then
 * their order says nothing about the kernel; {@link RecordedCall#precedes} tells what is certain.
 *
 * <p><b>What is not recorded.</b> A call that threw never reached a kernel, and an {@link #exec} that succeeded never came
 * back. Where the record stands decides what it shows: over a {@link FaultyPosix} what the caller was told, under it what
 * reached the kernel.
 *
 * <p>Any thread may call and read at any time. The record grows with every call and allocates, unlike the real backends.
 */
public final class RecordingPosix extends ForwardingPosix {

    /** What is read from an out-parameter once the call has answered. */
    private interface Filled {
        Object read(long result);
    }

    /** The call itself. */
    private interface Reach {
        long call();
    }

    private final List<RecordedCall> calls = new ArrayList<>();
    private long clock;

    private RecordingPosix(Posix target) {
        super(target);
    }

    /**
     * Records what is called from now on.
     *
     * @param target where every call goes
     * @return a door with an empty record
     */
    public static RecordingPosix over(Posix target) {
        return new RecordingPosix(target);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The record
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Every call that is over.
     *
     * @return a copy of the record, in its order
     */
    public synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Every call of one kind that is over.
     *
     * @param kind the kind
     * @return in the record's order
     */
    public List<RecordedCall> calls(Call kind) {
        return calls().stream().filter(call -> call.call() == kind).toList();
    }

    /**
     * What became of a descriptor: the call that opened it, every call on it or on a name relative to it, and its close.
     *
     * @param opening a call of this record that opened exactly one descriptor
     * @return in the record's order; without a close at the end if it is still open
     * @throws IllegalArgumentException if the call is not of this record or opened none
     */
    public List<RecordedCall> lifeOf(RecordedCall opening) {
        List<RecordedCall> all = calls();
        int at = all.indexOf(opening);
        if (at < 0 || opening.opened().size() != 1) {
            throw new IllegalArgumentException("no call of this record that opened a descriptor: " + opening);
        }
        return lifeOf(opening.opened().get(0), all.subList(at + 1, all.size()), opening);
    }

    private static List<RecordedCall> lifeOf(int fd, List<RecordedCall> later, RecordedCall opening) {
        List<RecordedCall> life = new ArrayList<>(List.of(opening));
        for (RecordedCall call : later) {
            if (call.takes(fd)) {
                life.add(call);
            }
            if (call.closes(fd)) {
                break;
            }
        }
        return List.copyOf(life);
    }

    /**
     * The descriptors that were opened through this door and not closed through it.
     *
     * @return in the order of opening
     */
    public List<Integer> leftOpen() {
        List<Integer> open = new ArrayList<>();
        for (RecordedCall call : calls()) {
            open.addAll(call.opened());
            open.removeIf(call::closes);
        }
        return List.copyOf(open);
    }

    private long note(Call call, Reach reach, Object... arguments) {
        long started = tick();
        long result = reach.call();
        Map<String, Object> read = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            read.put(call.parameters().get(i), argument instanceof Filled filled ? filled.read(result) : argument);
        }
        keep(call, Collections.unmodifiableMap(read), result, started);
        return result;
    }

    private synchronized void keep(Call call, Map<String, Object> arguments, long result, long started) {
        calls.add(new RecordedCall(threadName(), call, arguments, result, started, tick()));
    }

    private synchronized long tick() {
        return clock++;
    }

    private static String threadName() {
        Thread thread = Thread.currentThread();
        return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
    }

    private static byte[] region(byte[] buffer, int from, int length) {
        Objects.checkFromIndexSize(from, length, buffer.length);
        return Arrays.copyOfRange(buffer, from, from + length);
    }

    private static List<Integer> numbers(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static List<String> texts(byte[][] strings) {
        return Arrays.stream(strings).map(Printable::of).toList();
    }

    /** A call that was asked for a size answers more than it filled. */
    private static Filled filled(byte[] buffer, int from) {
        return result -> region(buffer, from, (int) Math.max(0, Math.min(result, buffer.length - from)));
    }

    private static Filled whole(byte[] buffer) {
        return result -> result < 0 ? new byte[0] : buffer.clone();
    }

    private static Filled filled(int[] ends) {
        return result -> result < 0 ? List.of() : numbers(ends);
    }

    /** A description in text, for the caller may use it again. */
    private static Filled described(Object out) {
        return result -> result < 0 ? "" : out.toString();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files: open, read, write, force
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int openat(int dirfd, byte[] name, int flags, int mode) {
        return (int)
                note(Call.OPENAT, () -> super.openat(dirfd, name, flags, mode), dirfd, Printable.of(name), flags, mode);
    }

    @Override
    public int close(int fd) {
        return (int) note(Call.CLOSE, () -> super.close(fd), fd);
    }

    @Override
    public int pread(int fd, byte[] buffer, int from, int length, long offset) {
        return (int) note(
                Call.PREAD,
                () -> super.pread(fd, buffer, from, length, offset),
                fd,
                filled(buffer, from),
                from,
                length,
                offset);
    }

    @Override
    public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
        return (int) note(
                Call.PWRITE,
                () -> super.pwrite(fd, buffer, from, length, offset),
                fd,
                region(buffer, from, length),
                from,
                length,
                offset);
    }

    @Override
    public int ftruncate(int fd, long length) {
        return (int) note(Call.FTRUNCATE, () -> super.ftruncate(fd, length), fd, length);
    }

    @Override
    public int fsync(int fd) {
        return (int) note(Call.FSYNC, () -> super.fsync(fd), fd);
    }

    @Override
    public int fdatasync(int fd) {
        return (int) note(Call.FDATASYNC, () -> super.fdatasync(fd), fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int flock(int fd, int operation) {
        return (int) note(Call.FLOCK, () -> super.flock(fd, operation), fd, operation);
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        return (int)
                note(Call.OFD_LOCK, () -> super.ofdLock(fd, type, start, length, wait), fd, type, start, length, wait);
    }

    @Override
    public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
        return (int) note(
                Call.OFD_PROBE,
                () -> super.ofdProbe(fd, type, start, length, out),
                fd,
                type,
                start,
                length,
                described(out));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a file is
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fstat(int fd, FileStat out) {
        return (int) note(Call.FSTAT, () -> super.fstat(fd, out), fd, described(out));
    }

    @Override
    public int statx(int dirfd, byte[] name, int flags, FileStat out) {
        return (int) note(
                Call.STATX,
                () -> super.statx(dirfd, name, flags, out),
                dirfd,
                Printable.of(name),
                flags,
                described(out));
    }

    @Override
    public long fstatfs(int fd) {
        return note(Call.FSTATFS, () -> super.fstatfs(fd), fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int linkat(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return (int) note(
                Call.LINKAT,
                () -> super.linkat(olddirfd, oldname, newdirfd, newname, flags),
                olddirfd,
                Printable.of(oldname),
                newdirfd,
                Printable.of(newname),
                flags);
    }

    @Override
    public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
        return (int) note(
                Call.RENAMEAT2,
                () -> super.renameat2(olddirfd, oldname, newdirfd, newname, flags),
                olddirfd,
                Printable.of(oldname),
                newdirfd,
                Printable.of(newname),
                flags);
    }

    @Override
    public int unlinkat(int dirfd, byte[] name, int flags) {
        return (int) note(Call.UNLINKAT, () -> super.unlinkat(dirfd, name, flags), dirfd, Printable.of(name), flags);
    }

    @Override
    public int mkdirat(int dirfd, byte[] name, int mode) {
        return (int) note(Call.MKDIRAT, () -> super.mkdirat(dirfd, name, mode), dirfd, Printable.of(name), mode);
    }

    @Override
    public int getdents(int fd, byte[] buffer) {
        return (int) note(Call.GETDENTS, () -> super.getdents(fd, buffer), fd, filled(buffer, 0));
    }

    @Override
    public int readlinkat(int dirfd, byte[] name, byte[] buffer) {
        return (int) note(
                Call.READLINKAT,
                () -> super.readlinkat(dirfd, name, buffer),
                dirfd,
                Printable.of(name),
                filled(buffer, 0));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Metadata
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int fchmod(int fd, int mode) {
        return (int) note(Call.FCHMOD, () -> super.fchmod(fd, mode), fd, mode);
    }

    @Override
    public int fchown(int fd, int uid, int gid) {
        return (int) note(Call.FCHOWN, () -> super.fchown(fd, uid, gid), fd, uid, gid);
    }

    @Override
    public int futimens(int fd, long accessNanos, long modificationNanos) {
        return (int) note(
                Call.FUTIMENS,
                () -> super.futimens(fd, accessNanos, modificationNanos),
                fd,
                accessNanos,
                modificationNanos);
    }

    @Override
    public int fgetxattr(int fd, byte[] name, byte[] value) {
        return (int)
                note(Call.FGETXATTR, () -> super.fgetxattr(fd, name, value), fd, Printable.of(name), filled(value, 0));
    }

    @Override
    public int fsetxattr(int fd, byte[] name, byte[] value, int flags) {
        return (int) note(
                Call.FSETXATTR,
                () -> super.fsetxattr(fd, name, value, flags),
                fd,
                Printable.of(name),
                value.clone(),
                flags);
    }

    @Override
    public int flistxattr(int fd, byte[] names) {
        return (int) note(Call.FLISTXATTR, () -> super.flistxattr(fd, names), fd, filled(names, 0));
    }

    @Override
    public int fcntlSetFd(int fd, int flags) {
        return (int) note(Call.FCNTL_SET_FD, () -> super.fcntlSetFd(fd, flags), fd, flags);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public int kill(int pid, int signal) {
        return (int) note(Call.KILL, () -> super.kill(pid, signal), pid, signal);
    }

    @Override
    public int pidfdOpen(int pid) {
        return (int) note(Call.PIDFD_OPEN, () -> super.pidfdOpen(pid), pid);
    }

    @Override
    public int getpid() {
        return (int) note(Call.GETPID, () -> super.getpid());
    }

    @Override
    public int gettid() {
        return (int) note(Call.GETTID, () -> super.gettid());
    }

    @Override
    public int getuid() {
        return (int) note(Call.GETUID, () -> super.getuid());
    }

    @Override
    public int uname(byte[] buffer) {
        return (int) note(Call.UNAME, () -> super.uname(buffer), whole(buffer));
    }

    @Override
    public int pipe(int[] ends) {
        return (int) note(Call.PIPE, () -> super.pipe(ends), filled(ends));
    }

    @Override
    public int spawn(byte[] path, byte[][] argv, byte[][] envp, int[] inherited) {
        return (int) note(
                Call.SPAWN,
                () -> super.spawn(path, argv, envp, inherited),
                Printable.of(path),
                texts(argv),
                texts(envp),
                numbers(inherited));
    }

    @Override
    public int exec(byte[] path, byte[][] argv, byte[][] envp) {
        return (int) note(Call.EXEC, () -> super.exec(path, argv, envp), Printable.of(path), texts(argv), texts(envp));
    }

    @Override
    public int waitpid(int pid, int options) {
        return (int) note(Call.WAITPID, () -> super.waitpid(pid, options), pid, options);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time, chance and the explorer's hooks
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public long monotonicNanos() {
        return note(Call.MONOTONIC_NANOS, () -> super.monotonicNanos());
    }

    @Override
    public long bootNanos() {
        return note(Call.BOOT_NANOS, () -> super.bootNanos());
    }

    @Override
    public long realtimeNanos() {
        return note(Call.REALTIME_NANOS, () -> super.realtimeNanos());
    }

    @Override
    public int sleep(long nanos) {
        return (int) note(Call.SLEEP, () -> super.sleep(nanos), nanos);
    }

    @Override
    public int random(byte[] buffer) {
        return (int) note(Call.RANDOM, () -> super.random(buffer), filled(buffer, 0));
    }

    @Override
    public void checkpoint(String label, long state) {
        Reach reach = () -> {
            super.checkpoint(label, state);
            return 0;
        };
        note(Call.CHECKPOINT, reach, label, state);
    }

    @Override
    public int kick(int tid) {
        return (int) note(Call.KICK, () -> super.kick(tid), tid);
    }
}
