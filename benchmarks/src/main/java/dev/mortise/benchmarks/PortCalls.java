package dev.mortise.benchmarks;

import static dev.mortise.benchmarks.LockFile.succeed;

import dev.mortise.posix.Backends;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** {@link HotCall}s through a backend. */
@SuppressWarnings("NullAway.Init") // JMH fills in the backend and calls open() first
public class PortCalls extends HotCalls {

    /** Which backend. */
    @Param({"ffm", "jni", "jnr", "jna"})
    public String backend;

    private final FileStat stat = new FileStat();
    private final LockInfo info = new LockInfo();
    private final byte[] record = new byte[RECORD];
    private final byte[] page = new byte[PAGE];
    private final byte[] name = Name.ofLast(path).terminated();

    private Posix posix;
    private int directory;
    private int fd;

    /** Opens the file and its directory. */
    @Setup
    public void open() {
        posix = Backends.named(backend);
        directory = LockFile.openDirectory(posix);
        fd = LockFile.open(posix, path);
    }

    /** Closes both. */
    @TearDown
    public void close() {
        succeed(posix.close(fd));
        succeed(posix.close(directory));
    }

    /** {@link HotCall#FLOCK_PAIR}. */
    @Benchmark
    public void flockPair() {
        succeed(posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB));
        succeed(posix.flock(fd, Posix.LOCK_UN));
    }

    /** {@link HotCall#OFD_LOCK_PAIR}. */
    @Benchmark
    public void ofdLockPair() {
        succeed(posix.ofdLock(fd, Posix.F_WRLCK, 0, 1, false));
        succeed(posix.ofdLock(fd, Posix.F_UNLCK, 0, 1, false));
    }

    /** {@link HotCall#OFD_PROBE}. */
    @Benchmark
    public void ofdProbe() {
        succeed(posix.ofdProbe(fd, Posix.F_WRLCK, 0, 1, info));
    }

    /** {@link HotCall#FSTAT}. */
    @Benchmark
    public void fstat() {
        succeed(posix.fstat(fd, stat));
    }

    /** {@link HotCall#STATX}. */
    @Benchmark
    public void statx() {
        succeed(posix.statx(directory, name, Posix.AT_SYMLINK_NOFOLLOW, stat));
    }

    /** {@link HotCall#PREAD_64}. */
    @Benchmark
    public void pread64() {
        LockFile.transfer(RECORD, posix.pread(fd, record, 0, RECORD, 0));
    }

    /** {@link HotCall#PWRITE_64}. */
    @Benchmark
    public void pwrite64() {
        LockFile.transfer(RECORD, posix.pwrite(fd, record, 0, RECORD, 0));
    }

    /** {@link HotCall#PREAD_4K}. */
    @Benchmark
    public void pread4K() {
        LockFile.transfer(PAGE, posix.pread(fd, page, 0, PAGE, 0));
    }

    /** {@link HotCall#PWRITE_4K}. */
    @Benchmark
    public void pwrite4K() {
        LockFile.transfer(PAGE, posix.pwrite(fd, page, 0, PAGE, 0));
    }

    /**
     * {@link HotCall#MONOTONIC_NANOS}.
     *
     * @return the time
     */
    @Benchmark
    public long monotonicNanos() {
        return posix.monotonicNanos();
    }

    /**
     * {@link HotCall#BOOT_NANOS}.
     *
     * @return the time
     */
    @Benchmark
    public long bootNanos() {
        return posix.bootNanos();
    }

    /**
     * {@link HotCall#REALTIME_NANOS}.
     *
     * @return the time
     */
    @Benchmark
    public long realtimeNanos() {
        return posix.realtimeNanos();
    }

    /**
     * {@link HotCall#GETPID}.
     *
     * @return the number
     */
    @Benchmark
    public int getpid() {
        return posix.getpid();
    }

    /** {@link HotCall#OPEN_CLOSE_PAIR}. */
    @Benchmark
    public void openClosePair() {
        succeed(posix.close(succeed(posix.openat(directory, name, LockFile.FLAGS, 0))));
    }
}
