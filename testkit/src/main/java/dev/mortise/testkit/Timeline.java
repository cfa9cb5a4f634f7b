package dev.mortise.testkit;

import java.util.ArrayList;
import java.util.List;

/** A replay as a table for people: one column for each actor, one for the disk, one line for each step. */
final class Timeline {

    /** The widest column. */
    static final int WIDEST = 50;

    private static final int SHORTEST_STEP = 6;

    private final List<String> heads;
    private final List<Replay.Row> rows;
    private final List<String> words;

    Timeline(List<String> heads, List<Replay.Row> rows, List<String> words) {
        this.heads = heads;
        this.rows = rows;
        this.words = words;
    }

    String print(String verdict) {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        line(out, "step", heads, widths, "disk");
        for (int i = 0; i < rows.size(); i++) {
            Replay.Row row = rows.get(i);
            String disk = row.actor() == Replay.NOBODY ? row.text() + "; " + row.disk() : row.disk();
            line(out, words.get(i), cells(row), widths, disk);
        }
        return out.append("==> ").append(verdict).append('\n').toString();
    }

    private int[] widths() {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = heads.get(i).length();
        }
        for (Replay.Row row : rows) {
            if (row.actor() != Replay.NOBODY) {
                int width = Math.max(widths[row.actor()], row.text().length());
                widths[row.actor()] = Math.min(WIDEST, width);
            }
        }
        return widths;
    }

    private List<String> cells(Replay.Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            cells.add(i == row.actor() ? row.text() : "");
        }
        return cells;
    }

    private int stepWidth() {
        return words.stream().mapToInt(String::length).reduce(SHORTEST_STEP, Math::max);
    }

    private void line(StringBuilder out, String step, List<String> cells, int[] widths, String disk) {
        out.append(pad(step, stepWidth()));
        for (int i = 0; i < widths.length; i++) {
            out.append("| ").append(pad(cells.get(i), widths[i])).append(' ');
        }
        out.append("| ").append(disk).append('\n');
    }

    private static String pad(String text, int width) {
        String cut = text.length() <= width ? text : text.substring(0, Math.max(1, width - 1)) + "~";
        return cut + " ".repeat(width - cut.length());
    }
}
