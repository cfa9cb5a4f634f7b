package dev.mortise;

import dev.mortise.owner.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes, and between the threads of this one.
 *
 * <p>It is a description: immutable, cheap, equal to another one of the same thing. Not reentrant: a thread that has opened an open
 * hold and waits for it without end is told so. Reentrancy is in {@link #asLock()}.
 *
 * <p>An interrupt ends waiting, and nothing else: a thread that is interrupted already still gets what is free.
 */
public interface ProcessLock {

    /**
     * Waits until it is acquired.
     *
     * @return the hold, to be closed
     * @throws LockException if it cannot be had at all
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     * @throws IllegalStateException if this thread would wait for itself
     */
    Hold acquire() throws LockException, InterruptedException;

    /**
     * Waits for a while.
     *
     * @param timeout for how long; zero means one try
     * @return the hold, to be closed
     * @throws LockTimeoutException if others were in the way all the time
     * @throws LockException if it cannot be had at all
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     * @throws IllegalArgumentException if the timeout is negative
     */
    Hold acquire(Duration timeout) throws LockException, InterruptedException;

    /**
     * Tries once, whoever waits.
     *
     * @return the hold, to be closed; null if others are in the way
     * @throws LockException if it cannot be had at all
     */
    @Nullable
    Hold tryAcquire() throws LockException;

    /**
     * Looks who has the lock, and never takes it to find out. For people: what it says is old when it arrives, and whoever wants the lock
     * tries.
     *
     * @return what can be said
     * @throws LockException if the file cannot be looked at
     */
    Verdict verdict() throws LockException;

    /**
     * Waits without a thread. The future completes on no thread that releases, but on one of a few that are kept for this: what takes long
     * or waits for other locks is to be attached with an executor of its own.
     *
     * @return the hold to come. If it was cancelled, what it wins late is let go
     */
    CompletableFuture<Hold> acquireAsync();

    /**
     * Waits without a thread, for a while.
     *
     * @param timeout for how long; zero means one try
     * @return the hold to come, or a {@link LockTimeoutException}. It completes as that of {@link #acquireAsync()}. If it was cancelled,
     *     what it wins late is let go
     * @throws IllegalArgumentException if the timeout is negative
     */
    CompletableFuture<Hold> acquireAsync(Duration timeout);

    /**
     * The same as {@code java.util.concurrent} knows locks: owned by a thread, reentrant. Views of one lock share their counts. There are
     * no conditions. What the kernel refuses is thrown as {@link java.io.UncheckedIOException}.
     *
     * @return a view
     */
    Lock asLock();
}
