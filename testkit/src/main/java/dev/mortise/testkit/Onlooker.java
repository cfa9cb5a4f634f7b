package dev.mortise.testkit;

import dev.mortise.testkit.model.Life;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.page.Mark;
import dev.mortise.testkit.page.Place;
import dev.mortise.testkit.page.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page shows of a state, and of the step that led there. */
final class Onlooker {

    private final Stepper stepper;

    Onlooker(Stepper stepper) {
        this.stepper = stepper;
    }

    /** Of a call that was just made. */
    Mark mark(@Nullable Request request, boolean waits) {
        if (waits) {
            return Mark.WAIT;
        }
        if (Stepper.isWord(request)) {
            return Mark.WORD;
        }
        return stepper.answer().value() < 0 ? Mark.FAILURE : Mark.CALL;
    }

    /** Of what no actor does. */
    static Mark mark(Action action) {
        return switch (action.kind()) {
            case STEP, REAP -> Mark.WORD;
            case FAULT -> Mark.FAULT;
            case CRASH -> Mark.DEATH;
            case POWER_CUT -> Mark.POWER;
            case DISK -> Mark.DISK;
            case BIRTH -> Mark.BIRTH;
        };
    }

    /** Each actor's lane. */
    List<Place> places(State now) {
        List<Place> places = new ArrayList<>();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            int process = stepper.processOf()[actor];
            boolean running = stepper.isRunning(now, actor);
            boolean locked = running && now.world.holdsLock(process);
            boolean waits = running && stepper.waits(now, actor);
            places.add(new Place(standing(now, actor), locked, waits ? String.valueOf(now.at[actor].request()) : ""));
        }
        return places;
    }

    private Standing standing(State now, int actor) {
        if (now.world.life(stepper.processOf()[actor]) == Life.UNBORN) {
            return Standing.ABSENT;
        }
        if (!stepper.isRunning(now, actor)) {
            return Standing.OVER;
        }
        return switch (now.at[actor].phase()) {
            case INSIDE_EXCLUSIVE -> Standing.INSIDE;
            case INSIDE_SHARED -> Standing.SHARED;
            case IDLE, BUSY -> Standing.MOVING;
        };
    }
}
