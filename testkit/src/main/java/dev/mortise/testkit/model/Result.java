package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a call answered: a number or {@code -errno}, and what it fills out-parameters with. */
public final class Result {

    private static final int LEAST_CACHED = -133;
    private static final int MOST_CACHED = 1023;
    private static final Result[] CACHED = cached();

    /** The call cannot go on now; nothing was changed. */
    public static final Result BLOCKED = new Result(-Errno.EAGAIN, "blocked", false);

    /** The call changed something, cannot go on now, and is to be executed again. */
    public static final Result WAITING = new Result(-Errno.EAGAIN, "waiting", false);

    private final long value;
    private final @Nullable Object payload;
    private final boolean answer;

    private Result(long value, @Nullable Object payload, boolean answer) {
        this.value = value;
        this.payload = payload;
        this.answer = answer;
    }

    private Result(long value, @Nullable Object payload) {
        this(value, payload, true);
    }

    private static Result[] cached() {
        Result[] results = new Result[MOST_CACHED - LEAST_CACHED + 1];
        for (int i = 0; i < results.length; i++) {
            results[i] = new Result(i + LEAST_CACHED, null);
        }
        return results;
    }

    /**
     * A plain answer.
     *
     * @param value the number or {@code -errno}
     * @return the answer
     */
    public static Result of(long value) {
        return value >= LEAST_CACHED && value <= MOST_CACHED
                ? CACHED[(int) value - LEAST_CACHED]
                : new Result(value, null);
    }

    /**
     * An answer that brings something along.
     *
     * @param value the number
     * @param payload what comes along: immutable, with {@code equals}
     * @return the answer
     */
    public static Result of(long value, Object payload) {
        return new Result(value, payload);
    }

    static Result error(int errno) {
        return of(-errno);
    }

    /**
     * The number.
     *
     * @return what the port's call returns
     */
    public long value() {
        return value;
    }

    /**
     * What came along.
     *
     * @return file facts, bytes, lock facts, two pipe ends, or null
     */
    public @Nullable Object payload() {
        return payload;
    }

    /**
     * Whether the call is over.
     *
     * @return false for {@link #BLOCKED} and {@link #WAITING}
     */
    public boolean isAnswer() {
        return answer;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Result that && value == that.value && Objects.equals(payload, that.payload));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value) * 31 + Objects.hashCode(payload);
    }

    @Override
    public String toString() {
        if (payload != null) {
            return payload.toString();
        }
        return value < 0 && value >= LEAST_CACHED ? Errno.name((int) -value) : Long.toString(value);
    }
}
