package dev.mortise.testkit;

import dev.mortise.testkit.page.Moment;
import dev.mortise.testkit.page.Place;
import dev.mortise.testkit.page.Story;
import dev.mortise.testkit.page.Story.Fact;
import java.util.ArrayList;
import java.util.List;

/** A violation for somebody who has never seen this tool. */
final class Retelling {

    private final Setting setting;
    private final Judge.Charge charge;
    private final Schedule schedule;

    Retelling(Setting setting, Judge.Charge charge, Schedule schedule) {
        this.setting = setting;
        this.charge = charge;
        this.schedule = schedule;
    }

    Story story(List<String> heads, List<Place> start, List<Moment> moments) {
        return new Story(
                setting.name(),
                headline(charge.oracle()),
                explanation(charge.oracle()),
                charge.message(),
                facts(),
                schedule.toString(),
                heads,
                start,
                moments);
    }

    private static String headline(Oracle oracle) {
        return switch (oracle) {
            case EXCLUSION -> "Two hold the lock at the same time";
            case WEDGE -> "The lock can never be taken again";
            case BYSTANDER -> "One that stands still holds up all the others";
            case LIVELOCK -> "Everybody is busy for ever, and nobody gets in";
            case DEADLOCK -> "Everybody waits for somebody else";
            case UNCAUGHT -> "The code failed";
            case RELEASE -> "The lock was given back, and is still held";
            case LEAK -> "A process has left files open";
            case LITTER -> "Files are left behind";
            case FORCED_AGAIN -> "Lost data is taken for saved";
            case CHECK -> "What must always hold does not";
        };
    }

    private static String explanation(Oracle oracle) {
        return switch (oracle) {
            case EXCLUSION ->
                "A lock lets in one at a time, or several that only read. Here two are inside who must not be there together, and each may"
                        + " undo what the other does.";
            case WEDGE ->
                "Whatever those who are left do from the last step on, and in whichever order: they cannot all finish. Somebody has"
                        + " to clean up by hand.";
            case BYSTANDER ->
                "From the last step on the others cannot finish as long as one of them does nothing, although it holds no lock. A process that"
                        + " is stopped or swapped out would hold up everybody.";
            case LIVELOCK ->
                "From the last step on those who are left can go in circles for ever: each takes its steps, and nobody gets anywhere.";
            case DEADLOCK -> "After the last step everybody who is left waits for a lock that another one has.";
            case UNCAUGHT -> "An exception left the code, in a situation which it did not expect.";
            case RELEASE ->
                "A process says that it has left, but one of its open files still holds the lock of the kernel: nobody else gets in until"
                        + " the process ends.";
            case LEAK -> "Each time the code runs it leaves a file open, until the process may open no more.";
            case LITTER -> "All have finished and nobody was killed, and something lies there that nobody will remove.";
            case FORCED_AGAIN ->
                "Writing to the disk failed, and the kernel has given up what it could not write. The code asks again, and is told that all is"
                        + " well, because nothing is left to be written.";
            case CHECK -> "At the last step the code, or its test, states something, and it is not so.";
        };
    }

    private List<Fact> facts() {
        Bounds bounds = setting.bounds();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("broken law", charge.oracle().name()));
        facts.add(new Fact("processes", String.valueOf(bounds.processes())));
        facts.add(new Fact("rounds each", String.valueOf(bounds.rounds())));
        facts.add(new Fact("may be killed", String.valueOf(bounds.crashes())));
        if (setting.power().cuts() > 0) {
            facts.add(new Fact("power cuts", String.valueOf(setting.power().cuts())));
        }
        facts.add(new Fact("on the disk at first", setting.start().meaning()));
        String adversary = bounds.adversary().suffix();
        if (!adversary.isEmpty()) {
            facts.add(new Fact("adversary", adversary.substring(1).replace("+", ", ")));
        }
        facts.add(
                new Fact("steps to get there", String.valueOf(schedule.actions().size())));
        return facts;
    }
}
