package dev.mortise.testkit.page;

import dev.mortise.testkit.page.Row.Line;
import java.util.ArrayList;
import java.util.List;

/** What stands in each lane of each row, and how much room it takes. */
final class Rows {

    private static final int LANE_LETTERS = 28;
    private static final int DISK_LETTERS = 42;

    private final Story story;

    Rows(Story story) {
        this.story = story;
    }

    /** All of them, one below the other. */
    List<Row> below(int first) {
        List<Row> rows = new ArrayList<>();
        int top = first;
        String disk = "";
        for (int i = 0; i < story.moments().size(); i++) {
            Row row = row(i, top, disk);
            rows.add(row);
            top = row.bottom();
            disk = row.moment().disk();
        }
        return rows;
    }

    private Row row(int index, int top, String diskBefore) {
        Moment moment = story.moments().get(index);
        List<List<Line>> lines = new ArrayList<>();
        int most = 1;
        for (int lane = 0; lane < story.heads().size(); lane++) {
            lines.add(lane(index, lane));
            most = Math.max(most, lines.get(lane).size());
        }
        lines.add(disk(moment, diskBefore));
        most = Math.max(most, lines.get(story.heads().size()).size());
        return new Row(moment, lines, top, most * Row.LINE + 2 * Row.PADDING);
    }

    private List<Line> lane(int index, int lane) {
        Moment moment = story.moments().get(index);
        List<Line> lines = new ArrayList<>();
        if (moment.lane() == lane) {
            add(lines, "call", moment.what(), LANE_LETTERS);
            add(lines, "answer", moment.answer().strip(), LANE_LETTERS);
        }
        Place before = story.place(lane, index);
        Place now = moment.places().get(lane);
        if (now.standing() != before.standing() && now.isInside()) {
            add(lines, "aside", now.standing() == Standing.SHARED ? "is inside, shared" : "is inside", LANE_LETTERS);
        }
        if (!now.waits().isEmpty() && !now.waits().equals(before.waits())) {
            add(lines, Line.WAITS, "waits: " + now.waits(), LANE_LETTERS);
        }
        return lines;
    }

    /** A disk that is as it was is not described again. */
    private List<Line> disk(Moment moment, String before) {
        List<Line> lines = new ArrayList<>();
        if (moment.lane() == Moment.NOBODY) {
            add(lines, "call", moment.what(), DISK_LETTERS);
        }
        if (!moment.disk().equals(before)) {
            List<String> old = files(before);
            for (String file : files(moment.disk())) {
                add(lines, old.contains(file) ? "disk" : "fresh", file, DISK_LETTERS);
            }
        }
        return lines;
    }

    private static List<String> files(String disk) {
        return List.of(disk.split("; ", -1));
    }

    private static void add(List<Line> lines, String kind, String text, int width) {
        for (String line : Wrapping.lines(text, width)) {
            lines.add(new Line(kind, line));
        }
    }
}
