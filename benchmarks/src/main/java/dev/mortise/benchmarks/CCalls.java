package dev.mortise.benchmarks;

import static dev.mortise.benchmarks.LockFile.succeed;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** {@link HotCall}s in C, in this very process. */
@OperationsPerInvocation(CCalls.BATCH)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class CCalls extends HotCalls {

    /** Operations in one call of a loop: enough to forget what the call itself costs. */
    static final int BATCH = 1000;

    private final byte[] name = Name.ofLast(path).terminated();

    private Posix posix;
    private int directory;
    private int fd;

    /** Loads the loops, and opens the file and its directory. */
    @Setup
    public void open() {
        CLoop.load();
        posix = Backends.best();
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
        succeed(-CLoop.flockPairs(fd, BATCH));
    }

    /** {@link HotCall#OFD_LOCK_PAIR}. */
    @Benchmark
    public void ofdLockPair() {
        succeed(-CLoop.ofdLockPairs(fd, BATCH));
    }

    /** {@link HotCall#OFD_PROBE}. */
    @Benchmark
    public void ofdProbe() {
        succeed(-CLoop.ofdProbes(fd, BATCH));
    }

    /** {@link HotCall#FSTAT}. */
    @Benchmark
    public void fstat() {
        succeed(-CLoop.fstats(fd, BATCH));
    }

    /** {@link HotCall#STATX}. */
    @Benchmark
    public void statx() {
        succeed(-CLoop.statxs(directory, name, BATCH));
    }

    /** {@link HotCall#PREAD_64}. */
    @Benchmark
    public void pread64() {
        succeed(-CLoop.preads(fd, RECORD, BATCH));
    }

    /** {@link HotCall#PWRITE_64}. */
    @Benchmark
    public void pwrite64() {
        succeed(-CLoop.pwrites(fd, RECORD, BATCH));
    }

    /** {@link HotCall#PREAD_4K}. */
    @Benchmark
    public void pread4K() {
        succeed(-CLoop.preads(fd, PAGE, BATCH));
    }

    /** {@link HotCall#PWRITE_4K}. */
    @Benchmark
    public void pwrite4K() {
        succeed(-CLoop.pwrites(fd, PAGE, BATCH));
    }

    /** {@link HotCall#MONOTONIC_NANOS}. */
    @Benchmark
    public void monotonicNanos() {
        succeed(-CLoop.monotonicClocks(BATCH));
    }

    /** {@link HotCall#BOOT_NANOS}. */
    @Benchmark
    public void bootNanos() {
        succeed(-CLoop.bootClocks(BATCH));
    }

    /** {@link HotCall#REALTIME_NANOS}. */
    @Benchmark
    public void realtimeNanos() {
        succeed(-CLoop.realtimeClocks(BATCH));
    }

    /** {@link HotCall#GETPID}. */
    @Benchmark
    public void getpid() {
        succeed(-CLoop.getpids(BATCH));
    }

    /** {@link HotCall#OPEN_CLOSE_PAIR}. */
    @Benchmark
    public void openClosePair() {
        succeed(-CLoop.openClosePairs(directory, name, BATCH));
    }
}
