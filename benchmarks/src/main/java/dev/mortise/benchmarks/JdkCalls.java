package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** {@link HotCall}s as a program would make them with the JDK alone. */
public class JdkCalls extends HotCalls {

    private final FileChannel channel = LockFile.channel(path);
    private final ByteBuffer record = ByteBuffer.wrap(new byte[RECORD]);
    private final ByteBuffer page = ByteBuffer.wrap(new byte[PAGE]);

    /**
     * Closes the file.
     *
     * @throws IOException if that fails
     */
    @TearDown
    public void close() throws IOException {
        channel.close();
    }

    /**
     * {@link HotCall#FLOCK_PAIR}: a POSIX record lock, and a table of its own.
     *
     * @throws IOException if the lock is refused
     */
    @Benchmark
    public void flockPair() throws IOException {
        release(channel.tryLock());
    }

    /**
     * {@link HotCall#OFD_LOCK_PAIR}: likewise.
     *
     * @throws IOException if the lock is refused
     */
    @Benchmark
    public void ofdLockPair() throws IOException {
        release(channel.tryLock(0, 1, false));
    }

    private void release(@Nullable FileLock lock) throws IOException {
        if (lock == null) {
            throw new IOException("somebody else locks " + path);
        }
        lock.release();
    }

    /**
     * {@link HotCall#FSTAT}.
     *
     * @return the size
     * @throws IOException if it is refused
     */
    @Benchmark
    public long fstat() throws IOException {
        return channel.size();
    }

    /**
     * {@link HotCall#STATX}.
     *
     * @return what the file is
     * @throws IOException if it is refused
     */
    @Benchmark
    public PosixFileAttributes statx() throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * {@link HotCall#PREAD_64}.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void pread64() throws IOException {
        LockFile.transfer(RECORD, channel.read(record.clear(), 0));
    }

    /**
     * {@link HotCall#PWRITE_64}.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void pwrite64() throws IOException {
        LockFile.transfer(RECORD, channel.write(record.clear(), 0));
    }

    /**
     * {@link HotCall#PREAD_4K}.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void pread4K() throws IOException {
        LockFile.transfer(PAGE, channel.read(page.clear(), 0));
    }

    /**
     * {@link HotCall#PWRITE_4K}.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void pwrite4K() throws IOException {
        LockFile.transfer(PAGE, channel.write(page.clear(), 0));
    }

    /**
     * {@link HotCall#MONOTONIC_NANOS}.
     *
     * @return the time
     */
    @Benchmark
    public long monotonicNanos() {
        return System.nanoTime();
    }

    /**
     * {@link HotCall#REALTIME_NANOS}.
     *
     * @return the time
     */
    @Benchmark
    public Instant realtimeNanos() {
        return Instant.now();
    }

    /**
     * {@link HotCall#OPEN_CLOSE_PAIR}.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void openClosePair() throws IOException {
        LockFile.channel(path).close();
    }
}
