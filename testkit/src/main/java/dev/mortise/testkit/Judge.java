package dev.mortise.testkit;

import dev.mortise.testkit.model.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The oracles that one step can break. Those that need to know all states are asked when the search is over. */
final class Judge {

    /** In place of a process. */
    static final int EVERY_PROCESS = -1;

    /** Where the scenario's directory lies. */
    private static final String HERE = World.HOME + "/";

    private final Stepper stepper;
    private final Set<Oracle> oracles;
    private final Set<String> mayStay;
    private final int crashes;

    /** What is wrong with a state. */
    record Charge(Oracle oracle, String message) {}

    Judge(Stepper stepper, Set<Oracle> oracles, Set<String> mayStay, int crashes) {
        this.stepper = stepper;
        this.oracles = oracles.isEmpty() ? Set.of() : EnumSet.copyOf(oracles);
        this.mayStay = mayStay;
        this.crashes = crashes;
    }

    /** Judges the state in which code begins: that of every actor, or of one process that was just born. */
    @Nullable
    Charge atTheBeginning(State state, int process) {
        int[] processOf = stepper.processOf();
        for (int actor = 0; actor < processOf.length; actor++) {
            boolean begins = process == EVERY_PROCESS || processOf[actor] == process;
            Charge charge = begins && stepper.isRunning(state, actor) ? after(state, actor) : null;
            if (charge != null) {
                return charge;
            }
        }
        return null;
    }

    /** Judges what an actor's step led to; null if nothing is wrong. */
    @Nullable
    Charge after(State state, int actor) {
        Node node = state.at[actor];
        if (node.intent.failed() != null && oracles.contains(node.intent.failed())) {
            return charge(node.intent.failed(), letter(actor) + ": " + node.intent.message());
        }
        if (state.trouble.isRepeated() && oracles.contains(Oracle.FORCED_AGAIN)) {
            return charge(Oracle.FORCED_AGAIN, letter(actor) + " forces a descriptor again of which a force failed");
        }
        if (node.intent.isRefusal() && !state.trouble.hasFailed(actor) && oracles.contains(Oracle.UNCAUGHT)) {
            return charge(Oracle.UNCAUGHT, letter(actor) + ": " + node.intent.message());
        }
        if (!stepper.isRunning(state, actor)) {
            return allOver(state) ? litter(state) : null;
        }
        return switch (node.phase()) {
            case INSIDE_EXCLUSIVE, INSIDE_SHARED -> exclusion(state, actor);
            case IDLE -> node.intent.isEnd() ? leak(state, actor) : release(state, actor);
            case BUSY -> null;
        };
    }

    /** Nobody can move, and not everybody has finished. */
    @Nullable
    Charge deadlock() {
        return charge(Oracle.DEADLOCK, "everybody who is left waits for a lock");
    }

    private @Nullable Charge exclusion(State state, int actor) {
        Phase mine = state.at[actor].phase();
        for (int other = 0; other < state.at.length; other++) {
            boolean both = other != actor && stepper.isRunning(state, other) && mine.excludes(state.at[other].phase());
            if (both) {
                return charge(Oracle.EXCLUSION, letter(other) + " and " + letter(actor) + " are inside at once");
            }
        }
        return null;
    }

    /** Who has not called yet had nothing to release: it may be born with a lock, by a description that it shares. */
    private @Nullable Charge release(State state, int actor) {
        int process = stepper.processOf()[actor];
        boolean hasCalled = state.at[actor].parent != null;
        boolean holds = hasCalled && isAlone(state, actor, process) && state.world.holdsLock(process);
        return holds
                ? charge(Oracle.RELEASE, letter(actor) + " released, but a descriptor of it still holds a kernel lock")
                : null;
    }

    private @Nullable Charge leak(State state, int actor) {
        int process = stepper.processOf()[actor];
        if (!isAlone(state, actor, process)) {
            return null;
        }
        List<Integer> open = state.world.openDescriptors(process);
        return open.isEmpty() ? null : charge(Oracle.LEAK, letter(actor) + " ends with descriptors open: " + open);
    }

    /** Whether all that the process has open is this actor's: others of it have ended, if there are any. */
    private boolean isAlone(State state, int actor, int process) {
        int[] processOf = stepper.processOf();
        for (int other = 0; other < processOf.length; other++) {
            if (other != actor && processOf[other] == process && !state.at[other].intent.isEnd()) {
                return false;
            }
        }
        return true;
    }

    private boolean allOver(State state) {
        return stepper.finished(state) == (1 << state.at.length) - 1;
    }

    private @Nullable Charge litter(State state) {
        if (state.crashes != crashes || !stepper.isCleanEnd(state)) {
            return null;
        }
        List<String> left = new ArrayList<>();
        for (String path : state.world.names()) {
            String name = path.startsWith(HERE) ? path.substring(HERE.length()) : path;
            String last = name.substring(name.lastIndexOf('/') + 1);
            if (!mayStay.contains(name) && !state.trouble.unremoved().contains(last)) {
                left.add(name);
            }
        }
        return left.isEmpty() ? null : charge(Oracle.LITTER, "left behind: " + String.join(", ", left));
    }

    private @Nullable Charge charge(Oracle oracle, String message) {
        return oracles.contains(oracle) ? new Charge(oracle, message) : null;
    }

    private static String letter(int actor) {
        return Schedule.letter(actor);
    }
}
