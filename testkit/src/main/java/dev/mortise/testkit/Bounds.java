package dev.mortise.testkit;

import java.util.Locale;

/**
 * How much is searched.
 *
 * @param processes how many contend
 * @param rounds how often each
 * @param crashes how many of them may be killed
 * @param adversary what else may happen
 */
public record Bounds(int processes, int rounds, int crashes, Adversary adversary) {

    private static final int MOST_PROCESSES = 6;
    private static final int MOST_ROUNDS = 99;
    private static final int MOST_CRASHES = 15;

    /** Refuses what makes no sense. */
    public Bounds {
        require("processes", processes, 1, MOST_PROCESSES);
        require("rounds", rounds, 1, MOST_ROUNDS);
        require("crashes", crashes, 0, MOST_CRASHES);
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be %d to %d, not %d", what, least, most, value));
        }
    }

    @Override
    public String toString() {
        return processes + "x" + rounds + ", crashes " + crashes
                + adversary.suffix().replace("+", ", ");
    }
}
