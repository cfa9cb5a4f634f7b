package dev.mortise;

import java.time.Duration;

/** One timeout for several steps. */
final class Deadline {

    private final Mortise mortise;
    private final Duration timeout;
    private final long start;

    private Deadline(Mortise mortise, Duration timeout, long start) {
        this.mortise = mortise;
        this.timeout = timeout;
        this.start = start;
    }

    static Deadline in(Duration timeout, Mortise mortise) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative, but " + timeout + " is");
        }
        return new Deadline(
                mortise, timeout, mortise.isLocking() ? mortise.posix().monotonicNanos() : 0);
    }

    /** Zero when it is over. */
    Duration left() {
        if (!mortise.isLocking()) {
            return timeout;
        }
        Duration left = timeout.minusNanos(mortise.posix().monotonicNanos() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
