package dev.mortise.compat;

import dev.mortise.Hold;
import dev.mortise.LockException;
import dev.mortise.LockTimeoutException;
import dev.mortise.ProcessLock;
import dev.mortise.Retry;
import dev.mortise.posix.Printable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How older programs waited for their locks: their numbers, and the words of their refusals, for those who read them.
 *
 * <p>Those programs looked again and again. Here they wait for the lock itself, so they are inside as soon as it is free; the numbers say
 * how long they wait at most. A refusal is a {@link LockTimeoutException} with the old words, which knows the owners; its cause says in
 * full who has the lock and how we know.
 */
public final class RetryPreset {

    private static final int NANO_DIGITS = 9;
    private static final int MOST_LOOKS = Integer.MAX_VALUE;
    private static final long MOST_SECONDS = 1_000_000;

    private final Retry retry;
    private final Words words;

    private RetryPreset(Retry retry, Words words) {
        this.retry = retry;
        this.words = words;
    }

    /** What is said in the end. */
    private interface Words {

        String of(String file, LockTimeoutException refusal);
    }

    /**
     * A look each 0.05 s, for 10 s: "Could not acquire lock on P within 10s".
     *
     * @return the preset
     */
    public static RetryPreset eachTwentiethOfASecond() {
        return eachTwentiethOfASecond(Duration.ofSeconds(10));
    }

    /**
     * A look each 0.05 s: "Could not acquire lock on P within Ts".
     *
     * @param timeout how long
     * @return the preset
     */
    public static RetryPreset eachTwentiethOfASecond(Duration timeout) {
        return new RetryPreset(
                steady(Duration.ofMillis(50), timeout),
                (file, refusal) -> "Could not acquire lock on " + file + " within " + seconds(timeout) + "s");
    }

    /**
     * A look each 0.1 s, for 30 s: "Could not acquire exclusive lock on P", or "shared".
     *
     * @return the preset
     */
    public static RetryPreset eachTenthOfASecond() {
        return eachTenthOfASecond(Duration.ofSeconds(30));
    }

    /**
     * A look each 0.1 s: "Could not acquire exclusive lock on P", or "shared".
     *
     * @param timeout how long
     * @return the preset
     */
    public static RetryPreset eachTenthOfASecond(Duration timeout) {
        return new RetryPreset(steady(Duration.ofMillis(100), timeout), RetryPreset::withMode);
    }

    /**
     * A look each 0.2 s, for 30 s: "Token refresh already in progress".
     *
     * @return the preset
     */
    public static RetryPreset eachFifthOfASecond() {
        return new RetryPreset(
                steady(Duration.ofMillis(200), Duration.ofSeconds(30)),
                (file, refusal) -> "Token refresh already in progress");
    }

    /**
     * Three attempts, 1 s and 2 s apart: "Failed to acquire lock after 3 attempts".
     *
     * @return the preset
     */
    public static RetryPreset doublingFromOneSecond() {
        return doublingFromOneSecond(3);
    }

    /**
     * Attempts that are 1 s, 2 s, 4 s and then 5 s apart: "Failed to acquire lock after N attempts".
     *
     * @param attempts how many, at least 1
     * @return the preset
     */
    public static RetryPreset doublingFromOneSecond(int attempts) {
        return new RetryPreset(
                Retry.doubling(attempts, Duration.ofSeconds(1), Duration.ofSeconds(5)),
                (file, refusal) -> "Failed to acquire lock after " + attempts + " attempts");
    }

    /**
     * One attempt and three more, 0.5 s, 1 s and 2 s later: "STATE.md is locked by another process. If stale, delete P", with the name of
     * what P protects. Here a lock is never stale, and deleting it does harm; the cause says who has it.
     *
     * @return the preset
     */
    public static RetryPreset doublingFromHalfASecond() {
        return new RetryPreset(
                Retry.doubling(4, Duration.ofMillis(500), Duration.ofSeconds(2)),
                (file, refusal) -> protectedBy(file) + " is locked by another process. If stale, delete " + file);
    }

    private static Retry steady(Duration delay, Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative, but " + timeout + " is");
        }
        long looks = timeout.toSeconds() >= MOST_SECONDS ? MOST_LOOKS : timeout.dividedBy(delay) + 2;
        return Retry.times((int) Math.min(looks, MOST_LOOKS), delay).within(timeout);
    }

    private static String withMode(String file, LockTimeoutException refusal) {
        String mode = refusal.mode().name().toLowerCase(Locale.ROOT);
        return "Could not acquire " + mode + " lock on " + file;
    }

    private static String protectedBy(String file) {
        String suffix = ".lock";
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private static String seconds(Duration timeout) {
        return BigDecimal.valueOf(timeout.getSeconds())
                .add(BigDecimal.valueOf(timeout.getNano(), NANO_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * The numbers alone.
     *
     * @return a policy that says who has the lock in its own words
     */
    public Retry retry() {
        return retry;
    }

    /**
     * Acquires a lock.
     *
     * @param lock to be had
     * @return the hold, to be closed
     * @throws LockTimeoutException in the old words, if others were in the way all the time
     * @throws LockException if it cannot be had at all
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     */
    public Hold acquire(ProcessLock lock) throws LockException, InterruptedException {
        try {
            return retry.acquire(lock);
        } catch (LockTimeoutException e) {
            throw inOldWords(e);
        }
    }

    LockTimeoutException inOldWords(LockTimeoutException refusal) {
        Path file = refusal.path();
        return file == null ? refusal : refusal.saying(words.of(Printable.of(file.toString()), refusal));
    }
}
