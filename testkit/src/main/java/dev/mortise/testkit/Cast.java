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

    private static final Name LOCK = Name.of("lock");
    private static final int FIRST_PID = 101;
    private static final int SETUP_PID = 2;
    private static final int INHERITED = 4;
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
        this.world = World.empty(new WorldRules(adversary.inodeReuse(), adversary.leaps(), false));
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
        world = new StartRun(setting.start(), world, process, alarm)
                .make(LOCK, pulse)
                .exit(process);
    }

    private void castContenders() {
        Bounds bounds = setting.bounds();
        for (int i = 0; i < bounds.processes(); i++) {
            cast(addProcess(ProcessPlan.alive(FIRST_PID + i)), contender(i));
        }
    }

    private Supplier<Actor> contender(int index) {
        return () -> setting.contenders().actor(index, setting.bounds().rounds());
    }

    private void castExtras() {
        int firstContender = scripts.get(0).process();
        int pid = FIRST_PID + scripts.size();
        for (Setting.Extra extra : setting.extras()) {
            int process = extra.beside() ? firstContender : addProcess(ProcessPlan.alive(pid++));
            cast(process, extra::actor);
        }
    }

    private void castNewborn() {
        if (setting.bounds().adversary().pidReuse()) {
            cast(addProcess(ProcessPlan.unborn()), contender(setting.bounds().processes()));
        }
    }

    private int addProcess(ProcessPlan plan) {
        boolean sharing = setting.inherited() && !scripts.isEmpty();
        world = world.addProcess(sharing ? plan.inheriting(scripts.get(0).process(), INHERITED) : plan);
        int process = world.processes() - 1;
        if (setting.inherited() && !sharing) {
            world = new StartRun(INHERITANCE, world, process, alarm).make(LOCK, pulse);
        }
        return process;
    }

    private void cast(int process, Supplier<Actor> part) {
        scripts.add(new Script(scripts.size(), process, part, LOCK, reduced, setting.decorator(), alarm));
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
