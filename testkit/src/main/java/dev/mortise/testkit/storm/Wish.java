package dev.mortise.testkit.storm;

import dev.mortise.posix.Mode;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How a visitor wants the lock this time.
 *
 * @param mode alone or together with others
 * @param manner how it waits
 * @param patience for how long, where that matters
 */
record Wish(Mode mode, Manner manner, Duration patience) {

    /** Ways to wait. */
    enum Manner {
        /** As long as it takes. */
        WAIT,
        /** For a while. */
        WAIT_AWHILE,
        /** Not at all. */
        TRY,
        /** As long as it takes, without a thread. */
        LATER,
        /** Without a thread, and changes its mind after a while. */
        LATER_IF_SOON
    }

    private static final int SHARED_PERCENT = 15;
    private static final int AWHILE_BELOW = 15;
    private static final int TRY_BELOW = 20;
    private static final int LATER_BELOW = 28;
    private static final int IF_SOON_BELOW = 33;
    private static final int ALL = 100;
    private static final long LONGEST_PATIENCE = 4_000_000;

    /** Alone, and as long as it takes. */
    static Wish plain() {
        return new Wish(Mode.EXCLUSIVE, Manner.WAIT, Duration.ZERO);
    }

    static Wish choose(SplittableRandom random) {
        Mode mode = random.nextInt(ALL) < SHARED_PERCENT ? Mode.SHARED : Mode.EXCLUSIVE;
        return new Wish(mode, manner(random.nextInt(ALL)), Duration.ofNanos(random.nextLong(LONGEST_PATIENCE)));
    }

    private static Manner manner(int percent) {
        if (percent < AWHILE_BELOW) {
            return Manner.WAIT_AWHILE;
        }
        if (percent < TRY_BELOW) {
            return Manner.TRY;
        }
        if (percent < LATER_BELOW) {
            return Manner.LATER;
        }
        return percent < IF_SOON_BELOW ? Manner.LATER_IF_SOON : Manner.WAIT;
    }
}
