package dev.mortise.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a search came to.
 *
 * @param scenario what was searched, with its bounds
 * @param states distinct states visited
 * @param transitions steps taken between them
 * @param depth the longest way from the start, in steps
 * @param histories distinct local histories of actors
 * @param codeRuns how often code was run for them
 * @param audited how many runs of code held the checkpoints to their word
 * @param seconds how long it took
 * @param bytesPerState memory kept for each visited state, without the frontier
 * @param stoppedBy which limit ended the search, or empty
 * @param violation the law that was broken, or null
 */
public record Proof(
        String scenario,
        long states,
        long transitions,
        int depth,
        int histories,
        long codeRuns,
        long audited,
        double seconds,
        double bytesPerState,
        String stoppedBy,
        @Nullable Violation violation) {

    /**
     * Whether every state within the bounds was visited and none broke a law.
     *
     * @return false if a limit ended the search, or a law was broken
     */
    public boolean isExhausted() {
        return stoppedBy.isEmpty() && violation == null;
    }

    /**
     * Says it in one line.
     *
     * @return figures and verdict
     */
    public String summary() {
        String verdict = violation != null
                ? "VIOLATED: " + violation.oracle() + ", " + violation.message()
                : stoppedBy.isEmpty() ? "exhausted, clean" : "not exhausted: stopped by " + stoppedBy;
        return String.format(
                Locale.ROOT,
                "%s: %,d states, %,d transitions, depth %d, %,d histories, %.1f s (%,.0f transitions/s, %.1f bytes/state): %s",
                scenario,
                states,
                transitions,
                depth,
                histories,
                seconds,
                transitions / Math.max(seconds, 0.001),
                bytesPerState,
                verdict);
    }
}
