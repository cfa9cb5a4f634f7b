package dev.mortise.testkit;

import dev.mortise.testkit.Action.Kind;
import dev.mortise.testkit.model.Failures;
import dev.mortise.testkit.model.Life;
import dev.mortise.testkit.model.PowerCut;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.page.Mark;
import dev.mortise.testkit.page.Moment;
import dev.mortise.testkit.page.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a schedule step by step with the real histories, and writes down what everybody sees. */
final class Replay {

    /** In place of an actor: what happens to the disk. */
    static final int NOBODY = -1;

    private final Stepper stepper;
    private final Judge judge;
    private final boolean atOnce;
    private final int[] calls;
    private final List<String> words = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Onlooker onlooker;
    private final List<Place> start;
    private State state;
    private Judge.@Nullable Charge charge;

    /**
     * One step as people read it.
     *
     * @param actor whose column, or {@link #NOBODY}
     * @param text what happened
     * @param disk what the disk looks like afterwards
     * @param note what is wrong from here on, or empty
     */
    record Row(int actor, String text, String disk, String note) {}

    Replay(Stepper stepper, Judge judge, boolean atOnce, State start) {
        this.stepper = stepper;
        this.judge = judge;
        this.atOnce = atOnce;
        this.state = start;
        this.onlooker = new Onlooker(stepper);
        this.start = onlooker.places(start);
        this.calls = new int[stepper.actors()];
        this.charge = judge.atTheBeginning(start, Judge.EVERY_PROCESS);
    }

    /** Plays one step. */
    void play(Action action) {
        requirePossible(action);
        String before = describe(action);
        Node pending = isCall(action) ? state.at[action.index()] : null;
        State next = stepper.after(state, action, atOnce);
        boolean waits = pending != null && next.at[action.index()] == pending;
        words.add(Schedule.word(action, number(action, waits), stepper.processOf()));
        judge(action, next);
        String said = said(action, waits);
        String disk = next.world.disk();
        rows.add(new Row(column(action), fit(before, said), disk, note()));
        String word = words.get(words.size() - 1);
        boolean isFault = action.kind() == Kind.FAULT;
        Mark mark = pending == null || isFault ? Onlooker.mark(action) : onlooker.mark(pending.request(), waits);
        moments.add(new Moment(word, column(action), mark, plain(before), said, onlooker.places(next), disk));
        state = next;
    }

    private static String plain(String emphasised) {
        return emphasised.replace("*** ", "").replace(" ***", "");
    }

    /** What the kernel said is never cut off. */
    private static String fit(String call, String answer) {
        int room = Timeline.WIDEST - answer.length();
        String shown = call.length() <= room ? call : call.substring(0, Math.max(1, room - 1)) + "~";
        return shown + answer;
    }

    private void judge(Action action, State next) {
        if (charge != null) {
            return;
        }
        if (isCall(action)) {
            charge = judge.after(next, action.index());
        } else if (action.kind() == Kind.BIRTH) {
            charge = judge.atTheBeginning(next, action.index());
        } else if (isPower(action) && !next.dark) {
            charge = judge.atTheBeginning(next, Judge.EVERY_PROCESS);
        }
    }

    private static boolean isCall(Action action) {
        return action.kind() == Kind.STEP || action.kind() == Kind.FAULT;
    }

    private static boolean isPower(Action action) {
        return action.kind() == Kind.POWER_CUT || action.kind() == Kind.DISK;
    }

    private String note() {
        return charge == null ? "" : charge.oracle().meaning();
    }

    private int number(Action action, boolean waits) {
        if (!isCall(action)) {
            return 0;
        }
        int number = calls[action.index()] + 1;
        if (!waits) {
            calls[action.index()] = number;
        }
        return number;
    }

    /** The number that the next call of an actor has. */
    int nextCall(int actor) {
        return calls[actor] + 1;
    }

    private void requirePossible(Action action) {
        if (isCall(action) && !stepper.isRunning(state, action.index())) {
            throw new IllegalArgumentException(
                    Schedule.letter(action.index()) + " cannot move: it has ended, or is dead or not born");
        }
        if (action.kind() == Kind.STEP && stepper.step(state, action.index(), action.choice()) == null) {
            throw new IllegalArgumentException("the call of " + Schedule.letter(action.index()) + " waits here: "
                    + state.at[action.index()].request());
        }
        if (action.kind() == Kind.FAULT
                && !stepper.faults(state, action.index()).contains(action)) {
            throw new IllegalArgumentException("the call of " + Schedule.letter(action.index())
                    + " does not fail like this here: " + state.at[action.index()].request());
        }
        if (action.kind() == Kind.POWER_CUT && (state.cuts == 0 || state.dark)) {
            throw new IllegalArgumentException("the power cannot be cut here");
        }
        if (action.kind() == Kind.DISK && (!state.dark || action.choice() >= stepper.outcomes(state))) {
            throw new IllegalArgumentException("there is nothing to decide about the disk here");
        }
        if (action.kind() == Kind.CRASH && !state.isAlive(action.index())) {
            throw new IllegalArgumentException("a process cannot be killed that does not live");
        }
        if (action.kind() == Kind.REAP && state.world.life(action.index()) != Life.ZOMBIE) {
            throw new IllegalArgumentException("only a process that has ended, and is not gone, can be buried");
        }
        if (action.kind() == Kind.BIRTH && !stepper.canBeBorn(state, action.index(), action.choice())) {
            throw new IllegalArgumentException("only one who is not born yet can get the number of one who is gone");
        }
    }

    private int column(Action action) {
        if (isCall(action)) {
            return action.index();
        }
        if (isPower(action)) {
            return NOBODY;
        }
        return Schedule.letterOfProcess(action.index(), stepper.processOf()).charAt(0) - 'A';
    }

    private String describe(Action action) {
        return switch (action.kind()) {
            case STEP, FAULT -> {
                Node node = state.at[action.index()];
                yield node.request() == null ? "ends" : node.request().toString();
            }
            case CRASH -> "*** killed ***";
            case REAP -> "*** buried ***";
            case POWER_CUT -> "*** the power is cut ***";
            case DISK -> PowerCut.say(state.world, action.choice());
            case BIRTH -> "*** born as pid " + state.world.pid(action.choice()) + " ***";
        };
    }

    private String said(Action action, boolean waits) {
        if (action.kind() == Kind.FAULT) {
            String how = action.errno() == Failures.SHORT ? ", half" : ", fails";
            return " = " + stepper.answer() + how + (action.isForEver() ? " from now on" : "");
        }
        if (action.kind() != Kind.STEP) {
            return "";
        }
        if (waits) {
            return " ... dropped the old lock, waits";
        }
        Node node = state.at[action.index()];
        boolean silent = node.request() == null || node.request() instanceof Stay;
        Result answer = stepper.answer();
        return silent || (answer.value() == 0 && answer.payload() == null) ? "" : " = " + answer;
    }

    State state() {
        return state;
    }

    /** The law that a single step broke, if any did. */
    Judge.@Nullable Charge charge() {
        return charge;
    }

    List<String> words() {
        return List.copyOf(words);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Each lane before the first step. */
    List<Place> start() {
        return start;
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
