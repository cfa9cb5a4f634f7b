package dev.mortise;

import dev.mortise.owner.Verdict;
import dev.mortise.posix.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's lock on a range of a file's bytes, for an open file description ({@code F_OFD_SETLK}).
 *
 * <pre>{@code
 * try (Hold hold = RangeLock.at(Path.of("records.db"), 512, 64).shared().acquire()) {
 *     // nobody has bytes 512 to 575 exclusively
 * }
 * }</pre>
 *
 * <p>It excludes {@code FileChannel.lock}, Python's {@code lockf} and every other POSIX lock on those bytes, and unlike them it is not lost when
 * this process closes another descriptor of the file. It does not exclude {@code flock}: one process must not use both kinds for one file, and is
 * refused. The bytes need not exist. Who waits is let in as the kernel chooses.
 */
public final class RangeLock implements ProcessLock {

    private final Entrance entrance;

    private RangeLock(Entrance entrance) {
        this.entrance = entrance;
    }

    /**
     * An exclusive lock of {@link Mortise#system()}.
     *
     * @param path the file
     * @param start first byte
     * @param length number of bytes, at least 1; the range lies within {@code [0, 2^62)}
     * @return its description
     */
    public static RangeLock at(Path path, long start, long length) {
        return Mortise.system().rangeLock(path, start, length);
    }

    static RangeLock of(Mortise mortise, Path path, long start, long length) {
        Objects.requireNonNull(path, "path");
        return new RangeLock(new Entrance(mortise, Spot.range(path, start, length), Mode.EXCLUSIVE, Manner.plain()));
    }

    /**
     * The same lock, together with others that acquire it shared. A file that can only be read is enough for it.
     *
     * @return a new description
     */
    public RangeLock shared() {
        return new RangeLock(entrance.as(Mode.SHARED));
    }

    /**
     * The same lock, alone.
     *
     * @return a new description
     */
    public RangeLock exclusive() {
        return new RangeLock(entrance.as(Mode.EXCLUSIVE));
    }

    /**
     * The same lock, where the caller answers for what a lock means on the file system: one over the network, in user space, or unknown.
     * A first lock call that does not return within ten seconds is given up.
     *
     * @return a new description
     */
    public RangeLock trustingItsFileSystem() {
        return new RangeLock(entrance.at(entrance.spot().trustingItsFileSystem()));
    }

    /**
     * The same lock, with a place in the order of all locks: a thread waits for it only while all its ranked holds have lower ranks. So no
     * circle of waiting threads or processes can close among ranked locks, if all give the same ranks. A try, which waits for nobody, is
     * always allowed.
     *
     * @param rank its place
     * @return a new description, whose {@code acquire} may throw {@link LockOrderException}
     */
    public RangeLock ranked(int rank) {
        return new RangeLock(entrance.in(entrance.manner().ranked(rank)));
    }

    @Override
    public Hold acquire() throws LockException, InterruptedException {
        return entrance.acquire();
    }

    @Override
    public Hold acquire(Duration timeout) throws LockException, InterruptedException {
        return entrance.acquire(timeout);
    }

    @Override
    public @Nullable Hold tryAcquire() throws LockException {
        return entrance.tryAcquire();
    }

    @Override
    public CompletableFuture<Hold> acquireAsync() {
        return entrance.acquireAsync(null);
    }

    @Override
    public CompletableFuture<Hold> acquireAsync(Duration timeout) {
        return entrance.acquireAsync(Objects.requireNonNull(timeout, "timeout"));
    }

    Entrance entrance() {
        return entrance;
    }

    @Override
    public Verdict verdict() throws LockException {
        return entrance.verdict();
    }

    @Override
    public Lock asLock() {
        return new LockView(entrance);
    }

    /**
     * The same lock for readers and writers, owned by threads, reentrant. Who writes may read; who reads and wants to write is refused, as
     * two of them would wait for each other.
     *
     * @return a view
     */
    public ReadWriteLock asReadWriteLock() {
        return new ReadWriteView(entrance);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RangeLock lock && entrance.describesTheSame(lock.entrance);
    }

    @Override
    public int hashCode() {
        return entrance.spot().hashCode();
    }

    @Override
    public String toString() {
        return "RangeLock " + entrance;
    }
}
