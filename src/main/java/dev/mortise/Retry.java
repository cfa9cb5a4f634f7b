package dev.mortise;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How often a lock is tried, and how long it is waited for between. Only contention is tried again: what cannot be had at all is
 * refused at once.
 *
 * <p>Between two attempts it waits for the lock itself, so it is inside as soon as it is free: delays say how long it waits at most, and
 * what the last error says, not how often it looks.
 *
 * @param attempts how many, at least 1
 * @param base the first delay
 * @param factor by which each delay is longer than the one before, at least 1
 * @param cap the longest delay
 * @param jitter whether each delay is drawn at random between nothing and its length, so that many that failed together do not come together
 * @param deadline for all attempts together; null for none
 */
public record Retry(
        int attempts,
        Duration base,
        double factor,
        Duration cap,
        boolean jitter,
        @Nullable Duration deadline) {

    /** Centuries, and yet no overflow. */
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /** After so many attempts all further delays are taken to be like the last one. */
    private static final int MOST_DRAWN = 100_000;

    /** Refuses what makes no sense. */
    public Retry {
        require(attempts >= 1, "attempts must be at least 1, not " + attempts);
        require(!base.isNegative(), "a delay is not negative, but " + base + " is");
        require(factor >= 1 && Double.isFinite(factor), "a factor must be at least 1, not " + factor);
        require(cap.compareTo(base) >= 0, "the longest delay, " + cap + ", is shorter than the first, " + base);
        require(deadline == null || !deadline.isNegative(), "a deadline is not negative, but " + deadline + " is");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Attempts with the same delay between them.
     *
     * @param attempts how many, at least 1
     * @param delay between them
     * @return a policy
     */
    public static Retry times(int attempts, Duration delay) {
        return new Retry(attempts, delay, 1, delay, false, null);
    }

    /**
     * Delays that double.
     *
     * @param attempts how many, at least 1
     * @param base the first delay
     * @param cap the longest one
     * @return a policy
     */
    public static Retry doubling(int attempts, Duration base, Duration cap) {
        return new Retry(attempts, base, 2, cap, false, null);
    }

    /**
     * The same, with delays drawn at random.
     *
     * @return a new policy
     */
    public Retry withJitter() {
        return new Retry(attempts, base, factor, cap, true, deadline);
    }

    /**
     * The same, within a time.
     *
     * @param time for all attempts together
     * @return a new policy
     */
    public Retry within(Duration time) {
        return new Retry(attempts, base, factor, cap, jitter, time);
    }

    /**
     * Acquires a lock.
     *
     * @param lock to be had
     * @return the hold, to be closed
     * @throws LockTimeoutException if others were in the way all the time
     * @throws LockException if it cannot be had at all
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     */
    public Hold acquire(ProcessLock lock) throws LockException, InterruptedException {
        Entrance entrance = Entrance.of(lock);
        Hold hold = entrance.tryAcquire();
        if (hold == null) {
            Wait wait = wait(deadline == null ? FOR_EVER : deadline);
            hold = entrance.acquireWithin(wait.time());
            if (hold == null) {
                throw entrance.failed(wait.attempts());
            }
        }
        return hold;
    }

    /** All delays one after the other: who came again for each would stand at the end of the line each time. */
    private record Wait(Duration time, int attempts) {}

    private Wait wait(Duration limit) {
        Duration time = Duration.ZERO;
        for (int attempt = 1; attempt < attempts; attempt++) {
            Duration delay = delayAfter(attempt);
            if (limit.minus(time).compareTo(delay) <= 0) {
                return new Wait(limit, attempt + 1);
            }
            time = time.plus(delay);
            if (attempt >= MOST_DRAWN || base.isZero()) {
                Duration rest = shorter(delay.multipliedBy(attempts - 1L - attempt), limit.minus(time));
                return new Wait(time.plus(rest), attempts);
            }
        }
        return new Wait(time, attempts);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * How long is waited at most after an attempt.
     *
     * @param attempt which, from 1
     * @return the delay, random if there is jitter
     */
    Duration delayAfter(int attempt) {
        double nanos = (double) base.toNanos() * Math.pow(factor, attempt - 1);
        long most = (long) Math.min(nanos, (double) cap.toNanos());
        return Duration.ofNanos(jitter ? ThreadLocalRandom.current().nextLong(most + 1) : most);
    }
}
