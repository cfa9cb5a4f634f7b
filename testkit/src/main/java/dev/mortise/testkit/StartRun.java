package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of a start, watched as an actor's is. Its calls are executed on the spot; it runs twice from the same world, so that a start which
 * depends on a clock or on chance is named before a schedule is written down that nobody can repeat.
 */
final class StartRun {

    /** A start that calls more often than this never ends. */
    private static final int MOST_CALLS = 100_000;

    private final Start start;
    private final World before;
    private final int process;
    private final Alarm alarm;
    private List<Call> made = List.of();

    StartRun(Start start, World before, int process, Alarm alarm) {
        this.start = start;
        this.before = before;
        this.process = process;
        this.alarm = alarm;
    }

    /** What lies on the disk afterwards. */
    World make(Name name, Pulse pulse) {
        Door first = run(name, pulse);
        requireTheSame(first.calls, run(name, pulse).calls);
        made = List.copyOf(first.calls);
        return first.world;
    }

    /** How it was made. */
    List<Call> made() {
        return made;
    }

    private Door run(Name name, Pulse pulse) {
        Door door = new Door();
        pulse.codeStarts(who());
        try {
            start.making().accept(new Start.Disk(door, Script.DIRECTORY, name));
        } finally {
            door.isOver = true;
            pulse.codeEnded();
            alarm.check();
        }
        return door;
    }

    private String who() {
        return "the start '" + start.name() + "'";
    }

    private static void requireTheSame(List<Call> first, List<Call> second) {
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            String before = say(first, i);
            String now = say(second, i);
            boolean same = i < first.size()
                    && i < second.size()
                    && first.get(i).request().equals(second.get(i).request());
            if (!same) {
                throw CodeRun.nondeterministic(now, before);
            }
        }
    }

    private static String say(List<Call> calls, int index) {
        return index < calls.size()
                ? calls.get(index).request() + " at " + calls.get(index).site()
                : "nothing more";
    }

    /**
     * A call of a start.
     *
     * @param answer the kernel's
     * @param after the kernel afterwards
     * @param site where in the code
     */
    record Call(Request request, Result answer, World after, String site) {}

    /** Calls that are executed on the spot. */
    private final class Door extends AskingPosix {

        private final Machine machine = new Machine();
        private final Thread thread = Thread.currentThread();
        private final List<Call> calls = new ArrayList<>();
        private World world = before;
        private boolean isOver;

        @Override
        protected Result ask(Request request) {
            String site = CallSites.here();
            requireItsTurn(site);
            Result result = machine.run(world, process, request, 0);
            if (!result.isAnswer()) {
                throw alarm.unfit(who() + " waits for itself, at " + site + ": " + request);
            }
            world = machine.after();
            calls.add(new Call(request, result, world, site));
            return result;
        }

        private void requireItsTurn(String site) {
            if (!Thread.currentThread().equals(thread)) {
                throw alarm.foreignThread(site);
            }
            if (isOver) {
                throw alarm.unfit(who() + " is over, but its door is used, at " + site
                        + ": an actor calls through the door of its own stage");
            }
            if (calls.size() == MOST_CALLS) {
                throw alarm.unfit(who() + " calls without an end, at " + site);
            }
        }
    }
}
