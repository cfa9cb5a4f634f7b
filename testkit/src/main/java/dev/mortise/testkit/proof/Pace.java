package dev.mortise.testkit.proof;

import dev.mortise.posix.Posix;
import java.util.function.LongSupplier;

/**
 * How often a door looks whether somebody stands in line, and whether its file is still in place.
 *
 * @param clock in nanoseconds
 * @param probeEvery for how long nobody seen in line is believed
 * @param verifyEvery for how long a file that was in place is believed to be
 */
record Pace(LongSupplier clock, long probeEvery, long verifyEvery) {

    private static final long MILLISECOND = 1_000_000;

    /** As the library does; the adversary lets the time pass. */
    static Pace ofTheClock(Posix posix) {
        return new Pace(posix::monotonicNanos, MILLISECOND, 100 * MILLISECOND);
    }

    /** So much time passes between any two looks that each is taken. */
    static Pace eachTime() {
        return new Pace(() -> 0, 0, 0);
    }

    /** So little time passes that only the first look is taken. */
    static Pace onlyOnce() {
        return new Pace(() -> 0, MILLISECOND, 100 * MILLISECOND);
    }

    /** Long ago enough for every look to be due. */
    long longAgo(long now) {
        return now - Math.max(probeEvery, verifyEvery);
    }
}
