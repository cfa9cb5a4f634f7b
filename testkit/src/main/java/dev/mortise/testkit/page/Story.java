package dev.mortise.testkit.page;

import java.util.List;

/**
 * All that a page tells.
 *
 * @param name of what was searched
 * @param headline what went wrong, in words for somebody who has never seen this
 * @param explanation why that is bad
 * @param law the law's name, and what the search said
 * @param facts what was searched, as pairs of words
 * @param schedule what can be pasted to see it again
 * @param heads what each lane is called
 * @param start each actor's lane before the first step
 * @param moments step by step
 */
public record Story(
        String name,
        String headline,
        String explanation,
        String law,
        List<Fact> facts,
        String schedule,
        List<String> heads,
        List<Place> start,
        List<Moment> moments) {

    /**
     * One thing to know.
     *
     * @param name of what
     * @param value what it is
     */
    public record Fact(String name, String value) {}

    /** Copies the lists. */
    public Story {
        facts = List.copyOf(facts);
        heads = List.copyOf(heads);
        start = List.copyOf(start);
        moments = List.copyOf(moments);
    }

    /** A lane after a number of steps. */
    Place place(int lane, int steps) {
        return (steps == 0 ? start : moments.get(steps - 1).places()).get(lane);
    }

    String letter(int lane) {
        return heads.get(lane).substring(0, 1);
    }
}
