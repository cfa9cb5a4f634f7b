package dev.mortise.cli;

import dev.mortise.testkit.storm.StormResult;
import java.util.Locale;

/** Numbers with their nouns. */
final class Count {

    private Count() {}

    static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    static String overlaps(StormResult result) {
        return of(result.overlaps(), "overlap");
    }

    static String lostUpdates(StormResult result) {
        return of(result.lostUpdates(), "lost update");
    }
}
