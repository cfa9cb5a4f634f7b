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
 * The kernel's lock on a whole file: {@code flock}.
 *
 * <pre>{@code
 * try (Hold hold = KernelLock.at(Path.of("/run/app/lock")).acquire()) {
 *     // no other process and no other thread is here
 * }
 * }</pre>
 *
 * <p>The file is created if there is none, means nothing, and is never removed: the lock is what counts, and it ends with its
 * owner. It excludes {@code flock(1)} and whatever else uses {@code flock}; it does not exclude POSIX and range locks.
 *
 * <p><b>Children.</b> A program that is started does not inherit the lock. A process that was forked, without exec, by native code shares it, and
 * keeps it if this process is killed.
 *
 * <p><b>Fairness.</b> On ext, xfs, btrfs and tmpfs the processes that wait stand in line. Elsewhere the kernel chooses. Of the threads of this
 * process the one that has waited longest is overtaken for a millisecond at most.
 */
public final class KernelLock implements ProcessLock {

    private final Entrance entrance;

    private KernelLock(Entrance entrance) {
        this.entrance = entrance;
    }

    /**
     * An exclusive lock of {@link Mortise#system()}.
     *
     * @param path the lock file
     * @return its description
     */
    public static KernelLock at(Path path) {
        return Mortise.system().kernelLock(path);
    }

    static KernelLock of(Mortise mortise, Path path) {
        Objects.requireNonNull(path, "path");
        return new KernelLock(new Entrance(mortise, Spot.file(path), Mode.EXCLUSIVE, Manner.plain()));
    }

    /**
     * The same lock, together with others that acquire it shared. A file that can only be read is enough for it.
     *
     * @return a new description
     */
    public KernelLock shared() {
        return new KernelLock(entrance.as(Mode.SHARED));
    }

    /**
     * The same lock, alone.
     *
     * @return a new description
     */
    public KernelLock exclusive() {
        return new KernelLock(entrance.as(Mode.EXCLUSIVE));
    }

    /**
     * The same lock, where the caller answers for what a lock means on the file system: one over the network, in user space, or unknown.
     * Nobody stands in line there, and a first lock call that does not return within ten seconds is given up.
     *
     * @return a new description
     */
    public KernelLock trustingItsFileSystem() {
        return new KernelLock(entrance.at(entrance.spot().trustingItsFileSystem()));
    }

    /**
     * The same lock, whose exclusive holds write into the lock file who has it and what for, while they last. Those who are kept out read it
     * in their {@link LockTimeoutException} and in {@link #verdict}. A shared hold writes nothing: there may be many.
     *
     * @param operation what the hold is for, in a few words
     * @return a new description
     */
    public KernelLock describedAs(String operation) {
        return describedAs(operation, "");
    }

    /**
     * The same, with the version of the program that has it.
     *
     * @param operation what the hold is for, in a few words
     * @param version of the program, such as {@code 2.1.0}
     * @return a new description
     */
    public KernelLock describedAs(String operation, String version) {
        return new KernelLock(entrance.in(entrance.manner()
                .describedAs(
                        Objects.requireNonNull(operation, "operation"), Objects.requireNonNull(version, "version"))));
    }

    /**
     * The same lock, whose exclusive holds have a {@link Hold#generation}. It is kept beside the lock file, in one of the same name with
     * {@code .gen} added, which lies on a disk. The first hold after a reboot waits for the disk.
     *
     * @return a new description
     */
    public KernelLock fenced() {
        return new KernelLock(entrance.in(entrance.manner().withNumber()));
    }

    /**
     * The same lock, with a place in the order of all locks: a thread waits for it only while all its ranked holds have lower ranks. So no
     * circle of waiting threads or processes can close among ranked locks, if all give the same ranks. A try, which waits for nobody, is
     * always allowed.
     *
     * @param rank its place
     * @return a new description, whose {@code acquire} may throw {@link LockOrderException}
     */
    public KernelLock ranked(int rank) {
        return new KernelLock(entrance.in(entrance.manner().ranked(rank)));
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
        return other instanceof KernelLock lock && entrance.describesTheSame(lock.entrance);
    }

    @Override
    public int hashCode() {
        return entrance.spot().hashCode();
    }

    @Override
    public String toString() {
        return "KernelLock " + entrance;
    }
}
