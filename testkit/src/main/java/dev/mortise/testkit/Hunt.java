package dev.mortise.testkit;

import dev.mortise.testkit.model.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Walks through random schedules, one after the other, and judges every state on the way. It reaches depths and numbers of actors
 * that cannot be exhausted; what it does not find may still be there.
 */
final class Hunt {

    /** A walk that spins for so long has been unlucky; the next one begins. */
    private static final int LONGEST_WALK = 5000;
    /** One death in so many steps, while the adversary may kill. */
    private static final int DEATH_EVERY = 40;
    /** One cut in so many steps, while the power may be cut. */
    private static final int CUT_EVERY = 60;
    /** One failure in so many steps, while calls may fail. */
    private static final int FAULT_EVERY = 20;

    private final Stepper stepper;
    private final Judge judge;
    private final Adversary adversary;
    private final SplittableRandom random;
    private final Budget budget;

    private final List<Action> way = new ArrayList<>();
    private Judge.@Nullable Charge charge;
    private long schedules;
    private long steps;
    private int longest;

    Hunt(Stepper stepper, Judge judge, Adversary adversary, long seed, Budget budget) {
        this.stepper = stepper;
        this.judge = judge;
        this.adversary = adversary;
        this.random = new SplittableRandom(seed);
        this.budget = budget;
    }

    /**
     * Walks until something is found.
     *
     * @return which limit ended it, or nothing
     */
    String run(State start, long most) {
        return budget.spend(() -> {
            while (charge == null && schedules < most) {
                walk(start);
                schedules++;
            }
        });
    }

    private void walk(State start) {
        way.clear();
        State state = start;
        charge = judge.atTheBeginning(start, Judge.EVERY_PROCESS);
        while (state != null && charge == null && way.size() < LONGEST_WALK) {
            budget.check(() -> new Progress(schedules, steps, 0, longest));
            state = move(state);
        }
        longest = Math.max(longest, way.size());
    }

    /** One action of the adversary's; null when everything is over. */
    private @Nullable State move(State state) {
        if (state.crashes > 0 && random.nextInt(DEATH_EVERY) == 0) {
            State dead = kill(state);
            if (dead != null) {
                return dead;
            }
        }
        if (state.cuts > 0 && random.nextInt(CUT_EVERY) == 0) {
            return powerCut(state);
        }
        State moved = burialOrBirth(state);
        if (moved == null && state.trouble.left() > 0 && random.nextInt(FAULT_EVERY) == 0) {
            moved = fault(state);
        }
        return moved != null ? moved : step(state);
    }

    /** All of the disk is decided at once. */
    private State powerCut(State state) {
        way.add(new Action(Action.Kind.POWER_CUT, 0, 0));
        State next = stepper.powerCut(state);
        while (next.dark) {
            int outcome = random.nextInt(stepper.outcomes(next));
            way.add(new Action(Action.Kind.DISK, 0, outcome));
            next = stepper.decide(next, outcome);
        }
        charge = judge.atTheBeginning(next, Judge.EVERY_PROCESS);
        return next;
    }

    private @Nullable State fault(State state) {
        int actor = random.nextInt(stepper.actors());
        List<Action> faults = stepper.isRunning(state, actor) ? stepper.faults(state, actor) : List.of();
        if (faults.isEmpty()) {
            return null;
        }
        Action fault = faults.get(random.nextInt(faults.size()));
        way.add(fault);
        steps++;
        State failed = stepper.fault(state, fault);
        charge = judge.after(failed, actor);
        return failed;
    }

    private @Nullable State kill(State state) {
        int process = random.nextInt(state.world.processes());
        if (state.world.life(process) != Life.ALIVE) {
            return null;
        }
        way.add(new Action(Action.Kind.CRASH, process, 0));
        return stepper.crash(state, process, !adversary.zombies());
    }

    private @Nullable State burialOrBirth(State state) {
        int process = random.nextInt(state.world.processes());
        Life life = state.world.life(process);
        if (life == Life.ZOMBIE) {
            way.add(new Action(Action.Kind.REAP, process, 0));
            return stepper.reap(state, process);
        }
        int gone = random.nextInt(state.world.processes());
        if (stepper.canBeBorn(state, process, gone)) {
            way.add(new Action(Action.Kind.BIRTH, process, gone));
            State born = stepper.birth(state, process, gone);
            charge = judge.atTheBeginning(born, process);
            return born;
        }
        return null;
    }

    private @Nullable State step(State state) {
        int actors = stepper.actors();
        int first = random.nextInt(actors);
        boolean anybodyLeft = false;
        for (int i = 0; i < actors; i++) {
            int actor = (first + i) % actors;
            if (stepper.isRunning(state, actor)) {
                anybodyLeft = true;
                State next = step(state, actor);
                if (next != null) {
                    return next;
                }
            }
        }
        return anybodyLeft ? stuck(state) : null;
    }

    private @Nullable State step(State state, int actor) {
        State next = stepper.step(state, actor, 0);
        if (next == null) {
            return null;
        }
        int choice = stepper.offered() > 1 ? random.nextInt(stepper.offered()) : 0;
        State chosen = choice == 0 ? next : Objects.requireNonNull(stepper.step(state, actor, choice));
        steps++;
        way.add(Action.step(actor, choice));
        charge = judge.after(chosen, actor);
        return chosen;
    }

    /** Nobody can move: over, unless somebody waits to be buried. */
    private @Nullable State stuck(State state) {
        for (int process = 0; process < state.world.processes(); process++) {
            if (state.world.life(process) == Life.ZOMBIE) {
                way.add(new Action(Action.Kind.REAP, process, 0));
                return stepper.reap(state, process);
            }
        }
        charge = judge.deadlock();
        return null;
    }

    Judge.@Nullable Charge charge() {
        return charge;
    }

    List<Action> way() {
        return List.copyOf(way);
    }

    long schedules() {
        return schedules;
    }

    long steps() {
        return steps;
    }

    int longest() {
        return longest;
    }
}
