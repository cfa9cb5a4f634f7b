package dev.mortise.queue;

/**
 * How long one waits, and whether an interrupt ends it.
 *
 * @param deadline on the monotonic clock, meaningless if {@code endless}
 * @param endless whether there is no deadline
 * @param interruptible whether an interrupt ends the waiting
 */
public record Patience(long deadline, boolean endless, boolean interruptible) {

    private static final Patience WITHOUT_END = new Patience(0, true, true);
    private static final Patience STUBBORN = new Patience(0, true, false);

    /**
     * Until it is one's turn, or an interrupt.
     *
     * @return the patience
     */
    public static Patience withoutEnd() {
        return WITHOUT_END;
    }

    /**
     * Until it is one's turn, whatever happens.
     *
     * @return the patience
     */
    public static Patience stubborn() {
        return STUBBORN;
    }

    /**
     * Until some time has passed, or an interrupt.
     *
     * @param now the monotonic clock
     * @param nanos from now; what overflows the clock has no end
     * @return the patience
     */
    public static Patience of(long now, long nanos) {
        long deadline = now + nanos;
        boolean overflows = nanos > Long.MAX_VALUE / 2;
        return overflows ? withoutEnd() : new Patience(deadline, false, true);
    }

    boolean isOver(long now) {
        return !endless && deadline - now <= 0;
    }

    /** What is left, at most {@code most}. */
    long leftAtMost(long now, long most) {
        return endless ? most : Math.min(most, deadline - now);
    }
}
