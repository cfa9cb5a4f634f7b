package dev.mortise.testkit;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a search may still spend. Everything that takes long asks it before each step, which costs nothing but a look at a flag; the
 * clock and the memory are looked at as often as whoever waits for the search taps it on the shoulder.
 *
 * <p>So a limit holds however slow a single step is, and a step that never ends is named by the {@link Exploration}.
 */
final class Budget {

    static final String STATES = "its limit of states";
    static final String TIME = "its limit of time";
    static final String MEMORY = "its limit of memory";
    static final String HEAP = "the end of the heap: give the JVM more with -Xmx";

    private final Limits limits;
    private final LongSupplier nanos;
    private final Pulse pulse;
    private final long deadline;

    Budget(Limits limits, LongSupplier nanos, Pulse pulse) {
        this.limits = limits;
        this.nanos = nanos;
        this.pulse = pulse;
        this.deadline = nanos.getAsLong() + Math.min(limits.time().toNanos(), Long.MAX_VALUE / 2);
    }

    /**
     * Does some work.
     *
     * @return which limit ended it, or nothing
     */
    String spend(Runnable work) {
        try {
            look();
            work.run();
            return "";
        } catch (LimitReachedException limit) {
            return String.valueOf(limit.getMessage());
        } catch (OutOfMemoryError used) {
            return HEAP;
        }
    }

    /** Before each step: ends the work if a limit was hit. */
    void check() {
        if (pulse.isTapped()) {
            look();
        }
    }

    /** Before each step of work that has something to show. */
    void check(Supplier<Progress> progress) {
        if (pulse.isTapped()) {
            pulse.report(progress.get());
            look();
        }
    }

    void checkStates(int states) {
        if (states >= limits.states()) {
            throw new LimitReachedException(STATES);
        }
    }

    private void look() {
        if (pulse.isStarved()) {
            throw new LimitReachedException(HEAP);
        }
        if (nanos.getAsLong() > deadline) {
            throw new LimitReachedException(TIME);
        }
        if (usedBytes() > limits.bytes()) {
            throw new LimitReachedException(MEMORY);
        }
    }

    /** What the collector has not yet taken back counts too, so it is asked to before the search gives up. */
    private long usedBytes() {
        Runtime jvm = Runtime.getRuntime();
        long used = jvm.totalMemory() - jvm.freeMemory();
        if (used > limits.bytes()) {
            System.gc();
            used = jvm.totalMemory() - jvm.freeMemory();
        }
        return used;
    }
}
