package dev.mortise.testkit;

import dev.mortise.testkit.model.Life;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that the adversary can reach, breadth first, so that the first violation is reached by a shortest schedule.
 *
 * <p>The adversary chooses who takes the next step, which process is killed and when, when a killed process is buried, who gets its
 * number, and whatever the kernel leaves open.
 */
final class Search {

    private static final int MOST_ENDINGS = 10_000;

    private final Stepper stepper;
    private final Judge judge;
    private final Adversary adversary;
    private final Budget budget;

    private StateTable table = new StateTable();
    private final EdgeLog edges;
    private ArrayDeque<State> frontier = new ArrayDeque<>();

    private final Arrivals arrivals = new Arrivals();
    private final Set<Long> endings = new HashSet<>();
    private long transitions;
    private int depth;
    private int lastOfDepth;
    private long disks;
    private @Nullable Found found;
    private String stoppedBy = "";
    private Progress progress = new Progress(0, 0, 0, 0);
    private double bytesPerState;

    /** A violation, where it showed, and the action that showed it if it is not the state itself. */
    record Found(int state, @Nullable Action last, Judge.Charge charge) {}

    Search(Stepper stepper, Judge judge, Adversary adversary, Budget budget) {
        this.stepper = stepper;
        this.edges = new EdgeLog(stepper.actors());
        this.judge = judge;
        this.adversary = adversary;
        this.budget = budget;
    }

    void run(State start) {
        stoppedBy = budget.spend(() -> visit(start));
        rest();
    }

    /** What only the search itself needs makes room for what is asked afterwards. */
    private void rest() {
        int waiting = frontier.size();
        frontier.clear();
        progress = new Progress(table.size(), transitions, waiting, depth);
        bytesPerState = (table.bytes() + edges.bytes()) / (double) Math.max(1, table.size());
        table = new StateTable();
        frontier = new ArrayDeque<>();
    }

    private void visit(State start) {
        enter(start);
        while (found == null && !frontier.isEmpty()) {
            int id = edges.states();
            if (id > lastOfDepth) {
                depth++;
                lastOfDepth = table.size() - 1;
            }
            budget.checkStates(table.size());
            expand(frontier.remove(), id);
        }
    }

    private void enter(State start) {
        table.putIfAbsent(start.hash(stepper.processOf()));
        frontier.add(start);
        accuse(0, null, judge.atTheBeginning(start, Judge.EVERY_PROCESS));
    }

    private void expand(State state, int id) {
        if (state.dark) {
            decide(state, id);
            return;
        }
        int finished = stepper.finished(state);
        int resting = 0;
        boolean anySteps = false;
        for (int actor = 0; actor < stepper.actors(); actor++) {
            if ((finished >> actor & 1) != 0) {
                continue;
            }
            boolean moved = steps(state, id, actor);
            faults(state, id, actor);
            anySteps |= moved;
            Phase phase = state.at[actor].phase();
            if (phase == Phase.IDLE || (!moved && !phase.isInside())) {
                resting |= 1 << actor;
            }
        }
        boolean buried = deaths(state, id);
        powerCut(state, id);
        number();
        edges.state(finished, resting);
        boolean allOver = finished == (1 << stepper.actors()) - 1;
        if (allOver && endings.size() < MOST_ENDINGS) {
            endings.add(state.world.hash());
        }
        if (!anySteps && !buried && !allOver) {
            accuse(id, null, judge.deadlock());
        }
    }

    /** What nobody can take part in is no end of anything: the power comes back. */
    private void decide(State state, int id) {
        int outcomes = stepper.outcomes(state);
        for (int outcome = 0; outcome < outcomes; outcome++) {
            State next = stepper.decide(state, outcome);
            int code = Action.code(Action.Kind.DISK, 0, outcome);
            arrive(next, code);
            judgePowerOn(next, id, code);
        }
        number();
        edges.state(0, 0);
    }

    private void powerCut(State state, int id) {
        if (state.cuts > 0) {
            State next = stepper.powerCut(state);
            int code = Action.code(Action.Kind.POWER_CUT, 0, 0);
            arrive(next, code);
            judgePowerOn(next, id, code);
        }
    }

    private void judgePowerOn(State next, int id, int code) {
        if (!next.dark) {
            disks++;
            accuse(id, Action.of(code), judge.atTheBeginning(next, Judge.EVERY_PROCESS));
        }
    }

    private boolean steps(State state, int id, int actor) {
        int offered = 1;
        for (int choice = 0; choice < offered; choice++) {
            State next = stepper.step(state, actor, choice);
            if (next == null) {
                return false;
            }
            offered = stepper.offered();
            int code = Action.code(Action.Kind.STEP, actor, choice);
            arrive(next, code);
            if (found == null) {
                Judge.Charge charge = judge.after(next, actor);
                if (charge != null) {
                    accuse(id, Action.of(code), charge);
                }
            }
        }
        return true;
    }

    private void faults(State state, int id, int actor) {
        for (Action fault : stepper.faults(state, actor)) {
            State next = stepper.fault(state, fault);
            arrive(next, fault.code());
            accuse(id, fault, judge.after(next, actor));
        }
    }

    /** Whether somebody can be buried, which is as good as a step. */
    private boolean deaths(State state, int id) {
        boolean buried = false;
        for (int process = 0; process < state.world.processes(); process++) {
            Life life = state.world.life(process);
            if (life == Life.ALIVE && state.crashes > 0) {
                arrive(stepper.crash(state, process, !adversary.zombies()), Action.code(Action.Kind.CRASH, process, 0));
            } else if (life == Life.ZOMBIE) {
                arrive(stepper.reap(state, process), Action.code(Action.Kind.REAP, process, 0));
                buried = true;
            } else if (life == Life.UNBORN) {
                births(state, id, process);
            }
        }
        return buried;
    }

    private void births(State state, int id, int process) {
        for (int gone = 0; gone < state.world.processes(); gone++) {
            if (stepper.canBeBorn(state, process, gone)) {
                State born = stepper.birth(state, process, gone);
                arrive(born, Action.code(Action.Kind.BIRTH, process, gone));
                accuse(id, new Action(Action.Kind.BIRTH, process, gone), judge.atTheBeginning(born, process));
            }
        }
    }

    private void arrive(State next, int code) {
        transitions++;
        budget.check(this::soFar);
        arrivals.add(next, next.hash(stepper.processOf()), code);
    }

    /** Numbers what the state leads to, in the order in which it was found. */
    private void number() {
        for (int i = 0; i < arrivals.count(); i++) {
            table.fetch(arrivals.hash(i));
        }
        for (int i = 0; i < arrivals.count(); i++) {
            number(arrivals.state(i), arrivals.hash(i), arrivals.code(i));
        }
        arrivals.clear();
    }

    private void number(State next, long hash, int code) {
        int known = table.putIfAbsent(hash);
        if (known >= 0) {
            if (EdgeLog.isWay(code)) {
                edges.edge(code, known, false);
            }
        } else {
            edges.edge(code, table.size() - 1, true);
            frontier.add(next);
        }
    }

    private void accuse(int state, @Nullable Action last, Judge.@Nullable Charge charge) {
        if (charge != null && found == null) {
            found = new Found(state, last, charge);
        }
    }

    /** The violation that was found, or null. */
    @Nullable
    Found found() {
        return found;
    }

    /** The worlds in which everybody has ended, by their hashes; no more than some thousands are kept. */
    Set<Long> endings() {
        return endings;
    }

    /** How often the power came back. */
    long disks() {
        return disks;
    }

    /** Which limit ended the search, or nothing. */
    String stoppedBy() {
        return stoppedBy;
    }

    /** Whether every state was visited and none was bad by itself. */
    boolean isExhausted() {
        return found == null && stoppedBy.isEmpty();
    }

    EdgeLog edges() {
        return edges;
    }

    /** What was kept of the visited states, without those that waited for their expansion. */
    double bytesPerState() {
        return bytesPerState;
    }

    private Progress soFar() {
        return new Progress(table.size(), transitions, frontier.size(), depth);
    }

    /** How far it came. */
    Progress progress() {
        return progress;
    }
}
