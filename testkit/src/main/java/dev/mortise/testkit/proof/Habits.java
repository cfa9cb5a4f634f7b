package dev.mortise.testkit.proof;

import dev.mortise.posix.Mode;

/**
 * How a process comes and goes.
 *
 * @param mode how it enters
 * @param writable whether it may write the file, and make it
 * @param looks how often it looks
 * @param waits what it does in line
 */
record Habits(Mode mode, boolean writable, Looks looks, Waits waits) {

    /** How much time passes between two looks. */
    enum Looks {
        /** Always enough for the next one to be due. */
        EACH_TIME,
        /** Never. */
        ONLY_ONCE,
        /** As much as the adversary likes. */
        BY_THE_CLOCK
    }

    /** What happens to it while it stands in line. */
    enum Waits {
        /** Nothing: it blocks in the kernel, and has no other thread. */
        BLOCKED,
        /** Ticks, and a kick that comes at once when one of them got in. */
        TICKING,
        /** Ticks, and a kick that comes late. */
        TICKING_LATE
    }

    static Habits exclusive(Looks looks, Waits waits) {
        return new Habits(Mode.EXCLUSIVE, true, looks, waits);
    }
}
