package dev.mortise.testkit;

import java.time.Duration;

/**
 * When to give up. Hitting a limit means "not exhausted", never "proven".
 *
 * @param states most states to visit
 * @param bytes most memory for states and frontier together, as the collector sees it
 * @param time longest search
 */
public record Limits(long states, long bytes, Duration time) {

    private static final long MOST_STATES = Integer.MAX_VALUE - 8L;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Refuses what could not be kept; more than a hundred years are a hundred years. */
    public Limits {
        if (states < 1 || states > MOST_STATES || bytes < 1 || time.isNegative()) {
            throw new IllegalArgumentException("limits are 1 to " + MOST_STATES
                    + " states, 1 byte or more, and a time that is not negative; not " + states + " states, " + bytes
                    + " bytes and " + time);
        }
        time = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /**
     * As much as this JVM may have, for as long as it takes.
     *
     * @return three quarters of the largest heap
     */
    public static Limits ofThisJvm() {
        return new Limits(MOST_STATES, Runtime.getRuntime().maxMemory() / 4 * 3, Duration.ofDays(365));
    }

    /**
     * Bounds the search's time.
     *
     * @param newTime how long it may take
     * @return these limits otherwise
     */
    public Limits time(Duration newTime) {
        return new Limits(states, bytes, newTime);
    }

    /**
     * Bounds the number of states.
     *
     * @param newStates how many may be visited
     * @return these limits otherwise
     */
    public Limits states(long newStates) {
        return new Limits(newStates, bytes, time);
    }

    /**
     * Bounds the memory.
     *
     * @param newBytes how much may be taken
     * @return these limits otherwise
     */
    public Limits bytes(long newBytes) {
        return new Limits(states, newBytes, time);
    }
}
