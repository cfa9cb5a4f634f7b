package dev.mortise.testkit;

import dev.mortise.testkit.Action.Kind;
import dev.mortise.testkit.model.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A random schedule, made while it is played on a real kernel. */
final class KernelWalk {

    /** A retry loop may go on for long when chance lets others starve. */
    private static final int MOST_STEPS = 2000;

    private static final int ONE_KILL_IN = 25;

    private final Stepper stepper;
    private final Replay replay;
    private final KernelPlay play;
    private final Random random;

    KernelWalk(Stepper stepper, Replay replay, KernelPlay play, long seed) {
        this.stepper = stepper;
        this.replay = replay;
        this.play = play;
        this.random = new Random(seed);
    }

    void run() {
        for (int step = 0; step < MOST_STEPS; step++) {
            List<Action> possible = possible();
            if (possible.isEmpty() || replay.charge() != null || play.disagreement() != null) {
                return;
            }
            int first = play.whoWentOn();
            Action next = first == Replay.NOBODY ? chosen(possible) : Action.step(first, 0);
            play.play(next, "walk " + step);
        }
    }

    private Action chosen(List<Action> possible) {
        Action action = possible.get(random.nextInt(possible.size()));
        boolean mayKill = action.kind() == Kind.STEP && replay.state().crashes > 0;
        return mayKill && random.nextInt(ONE_KILL_IN) == 0
                ? new Action(Kind.CRASH, stepper.processOf()[action.index()], 0)
                : action;
    }

    private List<Action> possible() {
        State state = replay.state();
        List<Action> possible = new ArrayList<>();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            if (stepper.isRunning(state, actor) && stepper.step(state, actor, 0) != null) {
                possible.add(Action.step(actor, 0));
            }
        }
        for (int process : IntStream.of(stepper.processOf()).distinct().toArray()) {
            if (state.world.life(process) == Life.ZOMBIE) {
                possible.add(new Action(Kind.REAP, process, 0));
            }
        }
        return possible;
    }
}
