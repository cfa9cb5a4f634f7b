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
        requireFew(scripts.size(), "newborn and extras included");
        setUp();
        if (adversary.pidReuse() && isDeadOwnersNumberFree()) {
            requireFew(world.processes(), "newborn, extras and the dead owner included");
        }
    }

    private static void requireFew(int actors, String who) {
        if (actors > Action.MOST_INDICES) {
            throw new IllegalArgumentException(
                    "at most " + Action.MOST_INDICES + " actors can be told apart, not " + actors + ", " + who);
        }
    }

    private boolean isDeadOwnersNumberFree() {
        return world.pid(world.processes() - 1) == Start.DEAD_PID;
    }

    /**
     * The one who makes the start is gone before the others move; it is the last process, and nobody plays it. If it left something, it is the
     * dead owner, whose number a newborn may get.
     */
    private void setUp() {
        World before = world;
        world = before.addProcess(ProcessPlan.alive(Start.DEAD_PID));
        long untouched = world.hash();
        makeTheStart();
        if (world.hash() == untouched) {
            world = before.addProcess(ProcessPlan.alive(SETUP_PID));
        }
        int maker = world.processes() - 1;
        world = world.kill(maker).reap(maker);
    }

    private void makeTheStart() {
        int process = world.processes() - 1;
        DirectPosix posix = new DirectPosix(process);
        setting.start().making().accept(new Start.Disk(posix, Script.DIRECTORY, LOCK));
    }

    /** Calls that are executed on the spot. */
    private final class DirectPosix extends AskingPosix {

        private final int process;
        private final Machine machine = new Machine();

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
    }

    private void castContenders() {
        Bounds bounds = setting.bounds();
        for (int i = 0; i < bounds.processes(); i++) {
            cast(addProcess(alive(FIRST_PID + i)), setting.contenders().actor(i, bounds.rounds()));
        }
    }

    private void castExtras() {
        int firstContender = scripts.get(0).process();
        int pid = FIRST_PID + scripts.size();
        for (Setting.Extra extra : setting.extras()) {
            int process = extra.beside() ? firstContender : addProcess(alive(pid++));
            cast(process, extra.actor());
        }
    }

    private void castNewborn() {
        if (setting.bounds().adversary().pidReuse()) {
            Actor again = setting.contenders()
                    .actor(setting.bounds().processes(), setting.bounds().rounds());
            cast(addProcess(setting.numbering().unborn(world.processes())), again);
        }
    }

    private ProcessPlan alive(int pid) {
        return setting.numbering().alive(world.processes(), pid);
    }

    private int addProcess(ProcessPlan plan) {
        boolean sharing = setting.inherited() && !scripts.isEmpty();
        world = world.addProcess(sharing ? plan.inheriting(scripts.get(0).process(), INHERITED) : plan);
        int process = world.processes() - 1;
        if (setting.inherited() && !sharing) {
            new DirectPosix(process).openat(Script.DIRECTORY, LOCK.terminated(), 0102, 0600);
            world = world.give(process, INHERITED);
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
