package dev.mortise.testkit.page;

import java.util.List;

/**
 * Where a step is drawn.
 *
 * @param moment what is drawn
 * @param lines what stands in each lane; the last ones are the disk's
 * @param top its upper edge
 * @param height how much room it takes
 */
record Row(Moment moment, List<List<Line>> lines, int top, int height) {

    /** Of text, and what it is: {@code call}, {@code answer}, {@code aside}, {@code waits}, {@code disk}, or {@code fresh} on the disk. */
    record Line(String kind, String text) {

        static final String WAITS = "waits";
    }

    static final int LINE = 17;
    static final int PADDING = 7;

    /** Where the mark is, on a height with the first line. */
    int middle() {
        return middle(0);
    }

    int middle(int line) {
        return top + PADDING + LINE * line + LINE / 2;
    }

    int baseline(int line) {
        return top + PADDING + LINE * line + 13;
    }

    int bottom() {
        return top + height;
    }
}
