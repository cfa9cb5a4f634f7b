package dev.mortise.cli;

import dev.mortise.testkit.storm.StormResult;
import java.util.Locale;

/** Numbers with their nouns. */
final class Count {

    private Count() {}

    static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    static String of(long number, String noun, String plural) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural);
    }

    static String overlaps(StormResult result) {
        return of(result.overlaps(), "overlap");
    }

    static String lostUpdates(StormResult result) {
        return of(result.lostUpdates(), "lost update");
    }
}
