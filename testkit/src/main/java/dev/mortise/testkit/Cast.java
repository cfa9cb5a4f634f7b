package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.ProcessPlan;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import dev.mortise.testkit.model.WorldRules;
import java.util.ArrayList;
import java.util.List;

/** Builds the world before anybody moves, and gives every actor its script. */
final class Cast {

    private static final Name LOCK = Name.of("lock");
    private static final int FIRST_PID = 101;
    private static final int SETUP_PID = 2;
    private static final int INHERITED = 4;

    private final Setting setting;
    private final Alarm alarm;
    private final boolean reduced;
    private final List<Script> scripts = new ArrayList<>();
    private World world;

    Cast(Setting setting, Alarm alarm) {
        this(setting, alarm, true);
    }

    /** With every call a step, if it is not reduced: only to check that this changes nothing. */
    Cast(Setting setting, Alarm alarm, boolean reduced) {
        this.reduced = reduced;
        this.setting = setting;
        this.alarm = alarm;
        Adversary adversary = setting.bounds().adversary();
        this.world = World.empty(new WorldRules(adversary.inodeReuse(), adversary.leaps(), false, adversary.zombies()));
        castContenders();
        castExtras();
        castNewborn();
        requireFewActors();
        setUp();
    }

    private void requireFewActors() {
        if (scripts.size() > Action.MOST_INDICES) {
            throw new IllegalArgumentException("at most " + Action.MOST_INDICES + " actors can be told apart, not "
                    + scripts.size() + ", newborn and extras included");
        }
    }

    /** The one who makes the start is gone before the others move; it is the last process, and nobody plays it. */
    private void setUp() {
        world = world.addProcess(ProcessPlan.alive(SETUP_PID));
        int process = world.processes() - 1;
        DirectPosix posix = new DirectPosix(process);
        setting.start().making().accept(new Start.Disk(posix, Script.DIRECTORY, LOCK));
        world = world.kill(process).reap(process);
    }

    /** Calls that are executed on the spot. */
    private final class DirectPosix extends AskingPosix {

        private final int process;
        private final Machine machine = new Machine();
        private long draws;

        DirectPosix(int process) {
            this.process = process;
        }

        @Override
        protected Result ask(Request request) {
            Result result = machine.run(world, process, request, 0);
            if (result.equals(Result.BLOCKED) || result.equals(Result.WAITING)) {
                throw new IllegalStateException("the start waits for itself: " + request);
            }
            world = machine.after();
            return result;
        }

        @Override
        protected long chance() {
            return draws++;
        }
    }

    private void castContenders() {
        Bounds bounds = setting.bounds();
        for (int i = 0; i < bounds.processes(); i++) {
            cast(
                    addProcess(ProcessPlan.alive(FIRST_PID + i)),
                    setting.contenders().actor(i, bounds.rounds()));
        }
    }

    private void castExtras() {
        int firstContender = scripts.get(0).process();
        int pid = FIRST_PID + scripts.size();
        for (Setting.Extra extra : setting.extras()) {
            int process = extra.beside() ? firstContender : addProcess(ProcessPlan.alive(pid++));
            cast(process, extra.actor());
        }
    }

    private void castNewborn() {
        if (setting.bounds().adversary().pidReuse()) {
            Actor again = setting.contenders()
                    .actor(setting.bounds().processes(), setting.bounds().rounds());
            cast(addProcess(ProcessPlan.unborn()), again);
        }
    }

    private int addProcess(ProcessPlan plan) {
        boolean sharing = setting.inherited() && !scripts.isEmpty();
        world = world.addProcess(sharing ? plan.inheriting(scripts.get(0).process(), INHERITED) : plan);
        int process = world.processes() - 1;
        if (setting.inherited() && !sharing) {
            new DirectPosix(process).openat(Script.DIRECTORY, LOCK.terminated(), 0102, 0600);
        }
        return process;
    }

    private void cast(int process, Actor actor) {
        scripts.add(new Script(scripts.size(), process, actor, LOCK, reduced, setting.decorator(), alarm));
    }

    World world() {
        return world;
    }

    List<Script> scripts() {
        return scripts;
    }

    /** What each actor is called at the head of its column. */
    List<String> heads() {
        List<String> heads = new ArrayList<>();
        for (Script script : scripts) {
            int pid = world.pid(script.process());
            heads.add(script.letter() + (pid > 0 ? " (pid " + pid + ")" : " (unborn)"));
        }
        return heads;
    }
}
