package dev.mortise.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a search came to, or a hunt.
 *
 * @param scenario what was searched, with its bounds
 * @param states distinct states visited; of a hunt the schedules played
 * @param transitions steps taken between them
 * @param depth the longest way from the start, in steps; of a hunt the longest schedule
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

    /** What ends every hunt that finds nothing. */
    static final String HUNT = "being a hunt";

    /**
     * Whether every state within the bounds was visited and none broke a law.
     *
     * @return false if a limit ended the search, or a law was broken
     */
    public boolean isExhausted() {
        return stoppedBy.isEmpty() && violation == null;
    }

    /**
     * Whether schedules were drawn at random, instead of all being tried.
     *
     * @return true for what {@link Scenario#hunt} returns
     */
    public boolean isHunt() {
        return stoppedBy.equals(HUNT);
    }

    /**
     * Says it in one line.
     *
     * @return figures and verdict
     */
    public String summary() {
        double time = Math.max(seconds, 0.001);
        String figures = isHunt()
                ? String.format(
                        Locale.ROOT,
                        "%,d steps, longest %,d, %,d histories, %.1f s (%,.0f steps/s)",
                        transitions,
                        depth,
                        histories,
                        seconds,
                        transitions / time)
                : String.format(
                        Locale.ROOT,
                        "%,d states, %,d transitions, depth %d, %,d histories, %.1f s (%,.0f transitions/s, %.1f bytes/state)",
                        states,
                        transitions,
                        depth,
                        histories,
                        seconds,
                        transitions / time,
                        bytesPerState);
        return scenario + ": " + figures + ": " + verdict();
    }

    private String verdict() {
        if (violation != null) {
            return "VIOLATED: " + violation.oracle() + ", " + violation.message();
        }
        if (isHunt()) {
            return "nothing found; not exhausted, a hunt proves nothing";
        }
        return stoppedBy.isEmpty() ? "exhausted, clean" : "not exhausted: stopped by " + stoppedBy;
    }
}
