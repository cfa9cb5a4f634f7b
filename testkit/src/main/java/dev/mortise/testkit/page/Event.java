package dev.mortise.testkit.page;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody in a hurry has to know of a story.
 *
 * @param when the step's word
 * @param what a sentence
 */
record Event(String when, String what) {

    static List<Event> of(Story story) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < story.moments().size(); i++) {
            Moment moment = story.moments().get(i);
            happening(story, moment, events);
            movements(story, i, events);
        }
        events.add(new Event("in the end", story.law() + "."));
        return events;
    }

    private static void happening(Story story, Moment moment, List<Event> events) {
        String what =
                switch (moment.mark()) {
                    case DEATH -> story.letter(moment.lane()) + " is killed; the kernel closes what it had open.";
                    case FAULT ->
                        story.letter(moment.lane()) + " has bad luck: " + moment.what() + moment.answer() + ".";
                    case BIRTH -> story.letter(moment.lane()) + " begins, with a number that was another's.";
                    case POWER -> "The power is cut; what was not forced to the disk may be lost.";
                    case DISK -> "When it is back: " + moment.what() + ".";
                    default -> "";
                };
        if (!what.isEmpty()) {
            events.add(new Event(moment.word(), what));
        }
    }

    private static void movements(Story story, int index, List<Event> events) {
        Moment moment = story.moments().get(index);
        for (int lane = 0; lane < story.heads().size(); lane++) {
            String what = movement(story, index, lane);
            if (!what.isEmpty()) {
                events.add(new Event(moment.word(), story.letter(lane) + " " + what));
            }
        }
    }

    private static String movement(Story story, int index, int lane) {
        Place before = story.place(lane, index);
        Place now = story.place(lane, index + 1);
        if (!before.isInside() && now.isInside()) {
            return "is inside" + besides(story, story.moments().get(index), lane);
        }
        if (before.isInside() && now.standing() == Standing.MOVING) {
            return "is on its way out.";
        }
        return before.waits().isEmpty() && !now.waits().isEmpty() ? "waits, in " + now.waits() + "." : "";
    }

    private static String besides(Story story, Moment moment, int lane) {
        for (int other = 0; other < story.heads().size(); other++) {
            if (other != lane && moment.places().get(other).isInside()) {
                return ", and so is " + story.letter(other) + ".";
            }
        }
        return ".";
    }
}
