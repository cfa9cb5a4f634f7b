package dev.mortise.testkit.page;

import java.util.Locale;

/** The shape of each mark, around a point. */
final class Shapes {

    private Shapes() {}

    static String of(Mark mark, int x, int y) {
        return "<path class=\"mark " + word(mark) + "\" transform=\"translate(" + x + " " + y + ")\" d=\"" + path(mark)
                + "\"/>";
    }

    static String word(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    private static String path(Mark mark) {
        return switch (mark) {
            case CALL -> "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
            case FAILURE -> "M0 -7L7 0L0 7L-7 0z";
            case FAULT -> "M-8 -6H8L0 8z";
            case WORD -> "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z";
            case WAIT -> "M-6 -7H6L-6 7H6z";
            case DEATH -> "M-7 -7L7 7M7 -7L-7 7";
            case BIRTH -> "M0 -7L7 6H-7z";
            case POWER -> "M2 -10L-6 2H-1L-3 10L6 -3H1z";
            case DISK -> "M-6 -6H6V6H-6z";
        };
    }
}
