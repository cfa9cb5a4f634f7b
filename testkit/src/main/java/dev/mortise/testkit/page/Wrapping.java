package dev.mortise.testkit.page;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines: at a blank, else behind what separates flags and numbers, else anywhere. */
final class Wrapping {

    private Wrapping() {}

    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > width) {
            int end = end(rest, width);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static int end(String text, int width) {
        int blank = text.lastIndexOf(' ', width);
        if (blank > 0) {
            return blank;
        }
        int separator = Math.max(text.lastIndexOf('|', width - 1), text.lastIndexOf(',', width - 1));
        return separator > 0 ? separator + 1 : width;
    }
}
