package dev.mortise.jcstress;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What jcstress counted: configurations planned, and how each one ended.
 *
 * <p>A soft error is a configuration that jcstress could not run. It leaves the exit code at 0, so a run in which nothing
 * ran at all looks green to whoever reads the exit code alone.
 */
record Tally(int exit, int planned, int passed, int failed, int softErrors, int hardErrors) {

    private static final Pattern SUMMARY = Pattern.compile(
            "\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs\\)");

    /** Reads the last summary of a log; a log without one counts nothing. */
    static Tally read(int exit, String log) {
        Tally last = new Tally(exit, 0, 0, 0, 0, 0);
        Matcher summary = SUMMARY.matcher(log);
        while (summary.find()) {
            last = new Tally(
                    exit,
                    number(summary, 1),
                    number(summary, 2),
                    number(summary, 3),
                    number(summary, 4),
                    number(summary, 5));
        }
        return last;
    }

    /** Something ran, all of it, and nothing forbidden was seen. */
    boolean isPass() {
        return exit == 0 && planned > 0 && passed == planned;
    }

    /** Something ran, and in all of it the forbidden was seen. */
    boolean isCaught() {
        return exit == 1 && planned > 0 && failed == planned;
    }

    private static int number(Matcher summary, int group) {
        return Integer.parseInt(summary.group(group));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d planned, %d passed, %d failed, %d soft errors, %d hard errors, exit %d",
                planned,
                passed,
                failed,
                softErrors,
                hardErrors,
                exit);
    }
}
