package dev.mortise.testkit.page;

import dev.mortise.testkit.page.Row.Line;
import java.util.List;

/**
 * Lanes from top to bottom, one for each actor and one for the disk, a row for each step.
 *
 * <p>A lane's line is what the actor is between two steps: thin while it is on its way, dashed while it waits, thick while it is inside,
 * and within a band while its process holds a lock of the kernel.
 */
final class Lanes {

    private static final int STEPS = 72;
    private static final int LANE = 246;
    private static final int DISK = 350;
    private static final int HEAD = 44;
    private static final int FOOT = 46;
    private static final int LINE_AT = 18;
    private static final int TEXT_AT = 38;
    private static final int MARGIN = 10;

    private final Story story;
    private final List<Row> rows;
    private final Svg svg = new Svg();

    Lanes(Story story) {
        this.story = story;
        this.rows = new Rows(story).below(HEAD);
    }

    private int actors() {
        return story.heads().size();
    }

    private int left(int lane) {
        return STEPS + lane * LANE;
    }

    private int width() {
        return left(actors()) + DISK;
    }

    private int bottom() {
        return rows.isEmpty() ? HEAD : rows.get(rows.size() - 1).bottom();
    }

    String draw() {
        drawGround();
        for (int lane = 0; lane < actors(); lane++) {
            drawLane(lane);
        }
        drawDisk();
        rows.forEach(this::drawStep);
        svg.text("verdict", MARGIN, bottom() + 28, "In the end: " + story.law());
        return svg.drawing(width(), bottom() + FOOT);
    }

    private void drawGround() {
        for (int i = 0; i < rows.size(); i++) {
            boolean last = i == rows.size() - 1;
            if (last || i % 2 == 0) {
                Row row = rows.get(i);
                svg.rect(last ? "ground last" : "ground", 0, row.top(), width(), row.height());
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Between steps
    // ---------------------------------------------------------------------------------------------------------------

    private void drawLane(int lane) {
        String letter = story.letter(lane);
        svg.beginLane(lane, letter);
        head(left(lane), LANE, letter, story.heads().get(lane).substring(letter.length()));
        int begun = HEAD - 6;
        for (int steps = 0; steps <= rows.size(); steps++) {
            boolean last = steps == rows.size();
            if (last || !isDrawnAlike(story.place(lane, steps), story.place(lane, steps + 1))) {
                int end = last ? bottom() : rows.get(steps).middle();
                drawPlace(story.place(lane, steps), left(lane) + LINE_AT, begun, end);
                begun = end;
            }
        }
        svg.end();
    }

    private static boolean isDrawnAlike(Place one, Place other) {
        return one.standing() == other.standing()
                && one.locked() == other.locked()
                && one.waits().isEmpty() == other.waits().isEmpty();
    }

    private void drawPlace(Place place, int x, int from, int to) {
        if (place.standing() == Standing.ABSENT || place.standing() == Standing.OVER) {
            return;
        }
        if (place.locked()) {
            svg.rect("locked", x - 9, from, 18, to - from);
        }
        if (place.isInside()) {
            svg.rect(place.standing() == Standing.SHARED ? "shared" : "inside", x - 5, from, 10, to - from);
        } else {
            svg.line(place.waits().isEmpty() ? "way" : "waiting", x, from, to);
        }
    }

    private void drawDisk() {
        svg.begin("lane of-disk");
        head(left(actors()), DISK, "disk", "");
        svg.line("way", left(actors()) + LINE_AT, HEAD - 6, bottom());
        svg.end();
    }

    private void head(int x, int width, String name, String more) {
        svg.rect("head", x + 4, 4, width - 8, HEAD - 12);
        svg.text("name", x + 14, 25, name);
        svg.text("more", x + 28, 25, more);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Steps
    // ---------------------------------------------------------------------------------------------------------------

    private void drawStep(Row row) {
        Moment moment = row.moment();
        svg.begin("step");
        svg.text("word", MARGIN, row.baseline(0), moment.word());
        if (moment.mark() == Mark.POWER) {
            svg.rect("dark", STEPS, row.middle() - 1, width() - STEPS - DISK, 2);
        }
        for (int lane = 0; lane <= actors(); lane++) {
            svg.begin(lane == actors() ? "of-disk" : "lane-" + lane);
            drawLines(row, lane);
            svg.end();
        }
        svg.end();
    }

    private void drawLines(Row row, int lane) {
        int x = left(lane);
        List<Line> lines = row.lines().get(lane);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean begins = i == 0 || !lines.get(i - 1).kind().equals(Line.WAITS);
            if (line.kind().equals(Line.WAITS) && begins) {
                svg.mark(Mark.WAIT, x + LINE_AT, row.middle(i));
            }
            svg.text(line.kind(), x + TEXT_AT, row.baseline(i), line.text());
        }
        int mover =
                row.moment().lane() == Moment.NOBODY ? actors() : row.moment().lane();
        if (mover == lane) {
            svg.mark(row.moment().mark(), x + LINE_AT, row.middle());
        }
    }
}
