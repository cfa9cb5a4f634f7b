package dev.mortise.jcstress;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.LockException;
import dev.mortise.LockTimeoutException;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lock files that one JVM's races take in turn: more than there are races at a time, and far fewer than there are races.
 *
 * <p>What is acquired without need of waiting is asked for here without checked exceptions.
 */
public final class LockRing {

    private static final int SIZE = 768;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<KernelLock> locks = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();

    private LockRing(Path directory) {
        Mortise mortise = Mortise.on(Backends.best());
        for (int i = 0; i < SIZE; i++) {
            locks.add(mortise.kernelLock(directory.resolve("lock-" + i)));
        }
        locks.forEach(lock -> take(lock).close()); // opening them takes longer than a race
    }

    /**
     * Makes lock files in a new directory, removed when the JVM ends.
     *
     * @return the ring
     */
    public static LockRing open() {
        return new LockRing(SharedDirectory.make());
    }

    /**
     * A lock that no race uses at the moment.
     *
     * @return the lock
     */
    public KernelLock next() {
        return locks.get((int) (next.getAndIncrement() % SIZE));
    }

    /**
     * Acquires what must be free at once or soon, for no thread in particular: the one that makes a race's state takes part in the race. What a
     * cancelled future of an earlier race wins late it holds for a moment.
     *
     * @param lock the lock
     * @return the hold
     */
    public static Hold take(KernelLock lock) {
        return lock.acquireAsync(LONG).join();
    }

    /**
     * Tries once.
     *
     * @param lock the lock
     * @return the hold, or null
     */
    public static @Nullable Hold tryToTake(KernelLock lock) {
        try {
            return lock.tryAcquire();
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits as long as nobody would for what is free.
     *
     * @param lock the lock
     * @return the hold, or null if that was in vain
     */
    public static @Nullable Hold takeAtLast(KernelLock lock) {
        return takeWithin(lock, LONG);
    }

    /**
     * Waits for a while.
     *
     * @param lock the lock
     * @param timeout how long
     * @return the hold, or null if that was in vain
     */
    public static @Nullable Hold takeWithin(KernelLock lock, Duration timeout) {
        try {
            return lock.acquire(timeout);
        } catch (LockTimeoutException e) {
            return null;
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until it is inside or interrupted.
     *
     * @param lock the lock
     * @return the hold, or null if it was interrupted
     */
    public static @Nullable Hold takeUnlessInterrupted(KernelLock lock) {
        try {
            return lock.acquire();
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            return null;
        }
    }

    /**
     * Closes what is open.
     *
     * @param holds each may be null
     */
    public static void close(@Nullable Hold... holds) {
        for (Hold hold : holds) {
            if (hold != null) {
                hold.close();
            }
        }
    }
}
