package dev.mortise.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is done in each round of a page that lets processes contend.
 *
 * @param millis how long a contender is measured
 * @param warmUpMillis how long it runs before that, where the JVM compiles
 * @param crowds how many processes contend
 * @param virtualThreads how many wait at once
 * @param files how many have a waiter each
 * @param locks how many are listed
 * @param tries how often a lock is tried while somebody asks about it
 */
record Pace(int millis, int warmUpMillis, List<Integer> crowds, int virtualThreads, int files, int locks, int tries) {

    private static final Pace USUAL = new Pace(2000, 1500, List.of(8, 32), 10_000, 1_000, 10_000, 200_000);

    /** To see that it runs, and nothing else. */
    private static final Pace BRIEF = new Pace(200, 100, List.of(2), 100, 20, 50, 1_000);

    static Pace chosen() {
        return isBrief() ? BRIEF : USUAL;
    }

    private static boolean isBrief() {
        return Boolean.getBoolean("mortise.bench.brief");
    }

    ChainedOptionsBuilder of(ChainedOptionsBuilder options) {
        return isBrief()
                ? options.warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .jvmArgsAppend("-Djmh.ignoreLock=true")
                : options;
    }
}
