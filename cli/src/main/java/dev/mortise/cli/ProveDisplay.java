package dev.mortise.cli;

import dev.mortise.testkit.Progress;
import dev.mortise.testkit.Scenario;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows how far a search is: one line redrawn on a terminal, a line every five seconds elsewhere. */
final class ProveDisplay implements Consumer<Progress> {

    /** A search reports ten times a second. */
    private static final int REPORTS_PER_LINE = 50;

    private static final double REPORTS_PER_SECOND = 10;

    private final @Nullable PrintWriter out;
    private final boolean redraw;
    private final String name;
    private final boolean hunting;
    private int reports;
    private int shown;

    /**
     * Makes a display.
     *
     * @param out where to, or null to show nothing
     * @param hunting whether schedules are counted instead of states
     */
    ProveDisplay(@Nullable PrintWriter out, boolean redraw, Scenario scenario, boolean hunting) {
        this.out = out;
        this.redraw = redraw;
        this.name = scenario.name();
        this.hunting = hunting;
    }

    @Override
    public void accept(Progress progress) {
        reports++;
        if (out == null) {
            return;
        }
        if (redraw) {
            draw(out, line(progress));
        } else if (reports % REPORTS_PER_LINE == 0) {
            out.println(line(progress));
        }
    }

    /** Takes the redrawn line away. */
    void end() {
        if (out != null && redraw) {
            draw(out, "");
            out.print('\r');
            out.flush();
        }
    }

    private void draw(PrintWriter to, String line) {
        to.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
        to.flush();
        shown = line.length();
    }

    private String line(Progress progress) {
        double seconds = reports / REPORTS_PER_SECOND;
        if (hunting) {
            return String.format(
                    Locale.ROOT,
                    "  %s: %,d schedules, %,d steps (%,.0f/s), longest %d",
                    name,
                    progress.states(),
                    progress.transitions(),
                    progress.transitions() / seconds,
                    progress.depth());
        }
        return String.format(
                Locale.ROOT,
                "  %s: %,d states, %,d transitions (%,.0f/s), frontier %,d, depth %d",
                name,
                progress.states(),
                progress.transitions(),
                progress.transitions() / seconds,
                progress.frontier(),
                progress.depth());
    }
}
