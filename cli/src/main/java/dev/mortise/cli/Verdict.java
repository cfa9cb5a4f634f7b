package dev.mortise.cli;

import dev.mortise.testkit.storm.StormResult;
import dev.mortise.testkit.storm.StormResult.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a storm and its control say together.
 *
 * @param exitCode as {@link Exit} lists them
 * @param word for programs
 * @param sentence for people
 */
record Verdict(int exitCode, String word, String sentence) {

    /** Judges; a control is run only if no contender failed in the storm itself. */
    static Verdict of(StormResult storm, @Nullable StormResult control) {
        if (storm.isBroken() || storm.wedges() > 0) {
            return new Verdict(Exit.VIOLATION, "violation", "FAIL: " + violation(storm));
        }
        if (!storm.failures().isEmpty()) {
            return failure(storm.failures().get(0));
        }
        if (storm.acquisitions() == 0) {
            return new Verdict(Exit.OS_ERROR, "failed", "NOTHING PROVEN: nobody took the lock; give it more --seconds");
        }
        if (control == null || control.isBroken()) {
            return new Verdict(Exit.OK, "clean", "PASS: " + clean(storm));
        }
        if (!control.failures().isEmpty()) {
            return failure(control.failures().get(0));
        }
        return new Verdict(
                Exit.INTERNAL,
                "control not caught",
                "NOTHING PROVEN: the broken lock was not caught; repeat with more --processes or on an idle machine");
    }

    private static String violation(StormResult storm) {
        if (!storm.isBroken()) {
            return "the lock wedged: nobody came in any more";
        }
        return String.format(
                Locale.ROOT, "the lock let two in: %s, %s", Count.overlaps(storm), Count.lostUpdates(storm));
    }

    private static String clean(StormResult storm) {
        return String.format(
                Locale.ROOT,
                "no overlap and no lost update in %,d acquisitions under %s and %s, and the broken lock was caught",
                storm.acquisitions(),
                Count.of(storm.kills(), "kill"),
                Count.of(storm.pauses(), "pause"));
    }

    private static Verdict failure(Failure failure) {
        int code =
                switch (failure.exitStatus()) {
                    case Exit.UNSUPPORTED, Exit.INTERNAL, Exit.IO_ERROR -> failure.exitStatus();
                    default -> Exit.OS_ERROR;
                };
        return new Verdict(code, "failed", "NOTHING PROVEN: a contender failed");
    }
}
