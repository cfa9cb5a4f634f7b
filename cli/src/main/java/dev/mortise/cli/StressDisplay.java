package dev.mortise.cli;

import dev.mortise.testkit.storm.StormListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how a storm goes: one line redrawn on a terminal, a line per second elsewhere. */
final class StressDisplay implements StormListener {

    private final PrintWriter out;
    private final boolean redraw;
    private double nextLine = 1;
    private int shown;

    StressDisplay(PrintWriter out, boolean redraw) {
        this.out = out;
        this.redraw = redraw;
    }

    @Override
    public void starting() {
        if (redraw) {
            draw("  starting ...");
        }
    }

    @Override
    public void progressed(Progress progress) {
        if (redraw) {
            draw(line(progress));
        } else if (progress.seconds() >= nextLine) {
            out.println(line(progress));
            nextLine = Math.floor(progress.seconds()) + 1;
        }
    }

    /** Takes the redrawn line away, or sets the lines off from what follows. */
    void end() {
        if (redraw) {
            draw("");
            out.print('\r');
            out.flush();
        } else if (nextLine > 1) {
            out.println();
        }
    }

    /** Leaves the last line standing, so that the shell's next one starts below it. */
    @Override
    public void interrupted() {
        if (redraw) {
            out.println();
        }
        out.println("interrupted: every contender has ended, nothing is left over");
    }

    private void draw(String line) {
        out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
        out.flush();
        shown = line.length();
    }

    private static String line(Progress progress) {
        return String.format(
                Locale.ROOT,
                "  %4.0f s %,14d acquisitions %,10.0f/s %,6d kills %,6d pauses %,4d overlaps",
                progress.seconds(),
                progress.acquisitions(),
                progress.acquisitions() / Math.max(progress.seconds(), 0.001),
                progress.kills(),
                progress.pauses(),
                progress.overlaps());
    }

    /** Shows nothing: the control's line is complete when it is over. */
    record Quiet(PrintWriter out) implements StormListener {

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void interrupted() {
            out.println();
        }
    }
}
