package dev.mortise.testkit;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.conductor.Duel;
import dev.mortise.testkit.model.ProcessPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Who contends for what, and what the adversary may do: to be searched exhaustively, hunted through, or replayed.
 *
 * <pre>{@code
 * Proof proof = Scenario.of("my-lock", MyLock::new).processes(3).rounds(2).crashes(2).exhaust();
 * }</pre>
 *
 * <p>Immutable: each method returns another scenario.
 */
public final class Scenario {

    private static final int MOST_CUTS = 3;

    private final Setting setting;

    private Scenario(Setting setting) {
        this.setting = setting;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who and what
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Processes that contend for a lock, each taking it and letting go of it, round after round.
     *
     * @param name a word of small letters, digits and dashes, for schedules and figures
     * @param lock opens the lock in each of them
     * @return two processes, one round, no crash
     */
    public static Scenario of(String name, Contended.Opener lock) {
        return cast(name, (index, rounds) -> stage -> contend(stage, lock, rounds));
    }

    private static void contend(Stage stage, Contended.Opener opener, int rounds) {
        Contended lock = Objects.requireNonNull(
                opener.open(stage.posix(), stage.directory(), stage.name()), "the opener made no lock");
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            lock.acquire();
            stage.inside();
            lock.release();
        }
        stage.round(rounds + 1);
        lock.close();
    }

    /**
     * Processes with code of their own.
     *
     * @param name a word of small letters, digits and dashes, for schedules and figures
     * @param casting what each of them does
     * @return two processes, one round, no crash
     */
    public static Scenario cast(String name, Casting casting) {
        requireWord(name);
        Bounds bounds = new Bounds(2, 1, 0, Adversary.base());
        Set<Oracle> all = EnumSet.allOf(Oracle.class);
        return new Scenario(new Setting(
                name,
                casting,
                bounds,
                Start.absent(),
                List.of(),
                Set.of(),
                all,
                UnaryOperator.identity(),
                false,
                Numbering.common(),
                Setting.Power.reliable()));
    }

    private static void requireWord(String name) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "a scenario's name is made of small letters, digits and dashes, not '" + name + "'");
        }
    }

    /**
     * Gives it another name, where more was added to what it was made from.
     *
     * @param name a word of small letters, digits and dashes, for schedules and figures
     * @return this scenario by that name
     */
    public Scenario named(String name) {
        requireWord(name);
        return new Scenario(setting.name(name));
    }

    /**
     * Lets calls of the contenders fail: see {@link Adversary#faults()}. A {@link KernelRefusedException} of one whose call failed is how it ends
     * then; it must have closed, unlocked and removed what it had.
     *
     * @param faults how many at most, 0 to 3
     * @return this scenario with so many
     */
    public Scenario faults(int faults) {
        return against(setting.bounds().adversary().faults(faults));
    }

    /**
     * Bounds the search.
     *
     * @param bounds how much is searched
     * @return this scenario within them
     */
    public Scenario within(Bounds bounds) {
        return new Scenario(setting.bounds(bounds));
    }

    /**
     * Sets the number of contending processes.
     *
     * @param processes 1 to 6
     * @return this scenario with so many
     */
    public Scenario processes(int processes) {
        Bounds b = setting.bounds();
        return within(new Bounds(processes, b.rounds(), b.crashes(), b.adversary()));
    }

    /**
     * Sets how often each contender takes and leaves.
     *
     * @param rounds 1 to 99
     * @return this scenario with so many
     */
    public Scenario rounds(int rounds) {
        Bounds b = setting.bounds();
        return within(new Bounds(b.processes(), rounds, b.crashes(), b.adversary()));
    }

    /**
     * Lets processes be killed, before any of their calls.
     *
     * @param crashes how many at most, 0 to 15
     * @return this scenario with so many
     */
    public Scenario crashes(int crashes) {
        Bounds b = setting.bounds();
        return within(new Bounds(b.processes(), b.rounds(), crashes, b.adversary()));
    }

    /**
     * Lets the power fail, before any call, also while what follows a failure runs. What was not forced to the disk by {@code fsync} may be on it
     * or not, each change by itself; contents may be old, new, or both with a seam. The words of {@link Stage#note} are kept, as by somebody who was
     * told of them.
     *
     * @param cuts how often at most, 0 to 3
     * @param afterwards what runs when the power is back, in a process of its own
     * @return this scenario with it
     */
    public Scenario powerCuts(int cuts, Actor afterwards) {
        if (cuts < 0 || cuts > MOST_CUTS) {
            throw new IllegalArgumentException("power cuts must be 0 to " + MOST_CUTS + ", not " + cuts);
        }
        return new Scenario(
                setting.power(new Setting.Power(cuts, setting.power().ordered(), afterwards)));
    }

    /**
     * Lets the disk keep a journal: what came after a change of names that is lost is lost as well.
     *
     * @return this scenario on such a disk
     */
    public Scenario journaled() {
        Setting.Power power = setting.power();
        return new Scenario(setting.power(new Setting.Power(power.cuts(), true, power.afterwards())));
    }

    /**
     * Chooses what else may happen.
     *
     * @param adversary its powers
     * @return this scenario against it
     */
    public Scenario against(Adversary adversary) {
        Bounds b = setting.bounds();
        return within(new Bounds(b.processes(), b.rounds(), b.crashes(), adversary));
    }

    /**
     * Chooses what lies on the disk at first.
     *
     * @param start how to make it
     * @return this scenario from there
     */
    public Scenario startingFrom(Start start) {
        return new Scenario(setting.start(start));
    }

    /**
     * Adds a process that does something else.
     *
     * @param actor its code
     * @return this scenario with it
     */
    public Scenario with(Actor actor) {
        return new Scenario(setting.extra(new Setting.Extra(actor, false)));
    }

    /**
     * Adds a thread to the first contender's process: it shares the descriptors, and dies with it.
     *
     * @param actor its code
     * @return this scenario with it
     */
    public Scenario beside(Actor actor) {
        return new Scenario(setting.extra(new Setting.Extra(actor, true)));
    }

    /**
     * Lets all processes begin with one open file description of the file, as children of one parent that had it open. One that is born later
     * is forked by one that still has it; when nobody has it any more, nobody is born.
     *
     * @return this scenario, in which descriptor 4 is it
     */
    public Scenario inheriting() {
        return new Scenario(setting.inheriting());
    }

    /**
     * Puts each process into a pid namespace of its own, as containers are that share a volume. Their numbers stay different, and mean nothing
     * to each other: asked for a live owner's, {@code kill} answers {@code ESRCH}.
     *
     * @return this scenario, in which the start's maker and a newborn have namespaces of their own as well
     */
    public Scenario ownPidNamespaces() {
        return new Scenario(setting.numbering(Numbering.separate(ProcessPlan.UNBORN_PID)));
    }

    /**
     * Puts each process into a pid namespace of its own, where all have the same number, as the first processes of containers have. Asked
     * for a live owner's, {@code kill} finds the one that asks.
     *
     * @param everybodys the number that each of them has; {@link Start#DEAD_PID} makes it the dead owner's as well
     * @return this scenario, in which the start's maker and a newborn have namespaces of their own as well
     */
    public Scenario ownPidNamespaces(int everybodys) {
        if (everybodys <= 0) {
            throw new IllegalArgumentException("a process's number is positive, not " + everybodys);
        }
        return new Scenario(setting.numbering(Numbering.separate(everybodys)));
    }

    /**
     * Declares what may be left behind after a clean finish.
     *
     * @param names in the scenario's directory
     * @return this scenario that allows them
     */
    public Scenario leaving(String... names) {
        return new Scenario(setting.mayStay(Set.copyOf(Arrays.asList(names))));
    }

    /**
     * Leaves laws out that the code under test does not promise.
     *
     * @param oracles which
     * @return this scenario without them
     */
    public Scenario without(Oracle... oracles) {
        Set<Oracle> fewer = new HashSet<>(setting.oracles());
        Arrays.asList(oracles).forEach(fewer::remove);
        return new Scenario(setting.oracles(fewer));
    }

    /**
     * Puts a decorator between each actor's code and the kernel, nearer to the code than those that are there already.
     *
     * @param decorator made anew for each run of code, and held to the same rules as the code
     * @return this scenario with it
     */
    public Scenario through(UnaryOperator<Posix> decorator) {
        UnaryOperator<Posix> before = setting.decorator();
        return new Scenario(setting.decorator(posix -> decorator.apply(before.apply(posix))));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Searching
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Visits every state that can be reached.
     *
     * @return what it came to
     * @throws UnfitProtocolException if the code cannot be explored
     */
    public Proof exhaust() {
        return exhaust(Limits.ofThisJvm(), progress -> {});
    }

    /**
     * Visits every state that can be reached, unless a limit is hit.
     *
     * @param limits when to give up
     * @param listener hears ten times a second how far it is
     * @return what it came to
     * @throws UnfitProtocolException if the code cannot be explored
     */
    public Proof exhaust(Limits limits, Consumer<Progress> listener) {
        return new Investigation(setting).exhaust(limits, listener);
    }

    /**
     * Walks through random schedules, to find what lies beyond the reach of {@link #exhaust}. Finding nothing proves nothing.
     *
     * @param seed makes the walk repeatable
     * @param limit how long to walk
     * @param most how many schedules, at most
     * @param listener hears ten times a second how far it is
     * @return what it came to; never exhausted
     * @throws IllegalArgumentException if it could not even play one schedule
     * @throws UnfitProtocolException if the code cannot be explored
     */
    public Proof hunt(long seed, Duration limit, long most, Consumer<Progress> listener) {
        if (most < 1 || limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    "a hunt needs time and at least one schedule, not " + limit + " and " + most);
        }
        Duration bounded = Limits.ofThisJvm().time(limit).time();
        return new Investigation(setting).hunt(seed, bounded, most, listener);
    }

    /**
     * Plays one schedule with the real code.
     *
     * @param schedule found by a scenario of the same name, bounds, start and adversary; only how many may be killed is its own
     * @return the law that is broken in the end, or null
     * @throws IllegalArgumentException if the schedule is another scenario's, or asks for a step that cannot be taken
     * @throws UnfitProtocolException if the code cannot be explored
     * @throws LimitReachedException if it broke no law so far, and what may follow is too much to look at
     */
    @org.jspecify.annotations.Nullable
    public Violation replay(Schedule schedule) {
        return new Investigation(setting).replay(schedule);
    }

    /**
     * Tells whether the power is cut.
     *
     * @return yes if it may be
     */
    public boolean losesPower() {
        return setting.power().cuts() > 0;
    }

    /**
     * Plays one schedule with real processes on a real kernel; see {@link Conductor}.
     *
     * @param schedule found by a scenario of the same name, bounds, start and adversary; only how many may be killed is its own
     * @param directory where, in a fresh directory that is removed afterwards
     * @return the law that is broken in the end and how that is seen, or where the kernel first differs from the model
     * @throws IOException if the directory cannot be used
     * @throws IllegalArgumentException if the schedule is another scenario's, or asks for a step that cannot be taken
     * @throws UnreproducibleException if it asks for what a real kernel cannot be told, or this one does not do
     * @throws UnfitProtocolException if the code cannot be explored
     * @throws LimitReachedException if it broke no law so far, and what may follow is too much to look at
     */
    public KernelReplay replayOnKernel(Schedule schedule, Path directory) throws IOException {
        try (Conductor conductor = Conductor.in(directory)) {
            return conductor.replay(this, schedule);
        }
    }

    KernelReplay onKernel(Schedule schedule, Duel duel, String fileSystem) {
        return new Investigation(setting).onKernel(schedule, duel, fileSystem);
    }

    KernelReplay walkOnKernel(long seed, Duel duel, String fileSystem) {
        return new Investigation(setting).walkOnKernel(seed, duel, fileSystem);
    }

    Set<Long> endings(boolean reduced) {
        return new Investigation(setting).endings(reduced);
    }

    /**
     * Names the scenario.
     *
     * @return its word
     */
    public String name() {
        return setting.name();
    }

    /**
     * Tells how much is searched.
     *
     * @return the bounds
     */
    public Bounds bounds() {
        return setting.bounds();
    }

    /**
     * Tells where it starts.
     *
     * @return what lies on the disk at first
     */
    public Start start() {
        return setting.start();
    }

    @Override
    public String toString() {
        return setting.name() + " " + setting.bounds() + ", from "
                + setting.start().name();
    }
}
