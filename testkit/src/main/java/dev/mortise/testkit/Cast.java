package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.ProcessPlan;
import dev.mortise.testkit.model.World;
import dev.mortise.testkit.model.WorldRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Builds the world before anybody moves, and gives every actor its script. */
final class Cast {

    /** The file that every scenario is about. */
    static final Name LOCK = Name.of("lock");

    private static final int FIRST_PID = 101;
    private static final int SETUP_PID = 2;
    /** The descriptor that all have of one description, where they inherit one. */
    static final int INHERITED = 4;

    private static final Start INHERITANCE = new Start(
            "inherited",
            "one open description of the file",
            disk -> disk.posix()
                    .openat(disk.directory(), disk.name().terminated(), Posix.O_RDWR | Posix.O_CREAT, 0600));

    private final Setting setting;
    private final Alarm alarm;
    private final Pulse pulse;
    private final boolean reduced;
    private final List<Script> scripts = new ArrayList<>();
    private List<StartRun.Call> startCalls = List.of();
    private World world;

    Cast(Setting setting, Alarm alarm, Pulse pulse) {
        this(setting, alarm, pulse, true);
    }

    /** With every call a step, if it is not reduced: only to check that this changes nothing. */
    Cast(Setting setting, Alarm alarm, Pulse pulse, boolean reduced) {
        this.reduced = reduced;
        this.setting = setting;
        this.alarm = alarm;
        this.pulse = pulse;
        Adversary adversary = setting.bounds().adversary();
        this.world = World.empty(new WorldRules(
                adversary.inodeReuse(), adversary.leaps(), setting.power().cuts() > 0, adversary.zombies()));
        castContenders();
        castExtras();
        castNewborn();
        castRecovery();
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
        StartRun run = new StartRun(setting.start(), world, process, alarm);
        world = run.make(LOCK, pulse);
        startCalls = run.made();
    }

    /** What the maker of the start did. */
    List<StartRun.Call> startCalls() {
        return startCalls;
    }

    /** Its process, which nobody plays. */
    int maker() {
        return world.processes() - 1;
    }

    private void castContenders() {
        Bounds bounds = setting.bounds();
        for (int i = 0; i < bounds.processes(); i++) {
            castContender(addProcess(alive(FIRST_PID + i)), i);
        }
    }

    private void castContender(int process, int index) {
        Supplier<Actor> part =
                () -> setting.contenders().actor(index, setting.bounds().rounds());
        boolean mayFail = setting.bounds().adversary().faults() > 0;
        scripts.add(script(process, part, mayFail, false));
    }

    private void castExtras() {
        int firstContender = scripts.get(0).process();
        int pid = FIRST_PID + scripts.size();
        for (Setting.Extra extra : setting.extras()) {
            int process = extra.beside() ? firstContender : addProcess(alive(pid++));
            scripts.add(script(process, extra::actor, false, false));
        }
    }

    private void castNewborn() {
        if (setting.bounds().adversary().pidReuse()) {
            ProcessPlan plan = setting.numbering().unborn(world.processes());
            castContender(addProcess(plan), setting.bounds().processes());
        }
    }

    private void castRecovery() {
        Actor afterwards = setting.power().afterwards();
        if (afterwards != null) {
            int process = addProcess(setting.numbering().unborn(world.processes()));
            scripts.add(script(process, () -> afterwards, false, true));
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
            world = new StartRun(INHERITANCE, world, process, alarm)
                    .make(LOCK, pulse)
                    .give(process, INHERITED);
        }
        return process;
    }

    private Script script(int process, Supplier<Actor> part, boolean mayFail, boolean afterwards) {
        return new Script(
                scripts.size(), process, part, LOCK, reduced, setting.decorator(), mayFail, afterwards, alarm);
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
