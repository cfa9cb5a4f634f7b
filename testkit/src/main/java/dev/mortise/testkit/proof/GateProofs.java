package dev.mortise.testkit.proof;

import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.Gate;
import dev.mortise.protocol.PermanentFile;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Casting;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.proof.Habits.Looks;
import dev.mortise.testkit.proof.Habits.Waits;
import java.util.List;

/**
 * Scenarios for {@link Gate} before {@link dev.mortise.protocol.FlockProtocol}: the gate takes nothing from the lock's safety, gives nobody up to
 * one who stands still in line, lets nobody overtake who stands in it, and is nobody else's lock.
 *
 * <p>What a process does around the two protocols is drawn after the library's doors and station. It looks whether somebody stands in line, and
 * tries; if that fails it stands in line itself, on another description, which is the idle one when it got in; it verifies at the times at
 * which a door does. Its other thread tries at each tick, whoever stands in line, and kicks the waiting call if it got in.
 *
 * <p>Not drawn: more than one waiter in a process, handing on within it, deadlines and interrupts, which end a wait as a kick does.
 */
public final class GateProofs {

    private GateProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol("gate", "contenders that pass, stand in line and tick", threeTwoTwo(exclusive())),
                new ShippedProtocol("gate-shared", "every other contender enters shared", threeTwoTwo(shared())),
                new ShippedProtocol(
                        "gate-read-only", "readers that may only read, at a turnstile", threeTwoTwo(readOnly())),
                new ShippedProtocol("gate-stopped", "any of them may stand still in line", threeTwoTwo(stopped())),
                new ShippedProtocol(
                        "gate-threads",
                        "a head that ticks, and a doorman that blocks",
                        threads().processes(2).rounds(2).crashes(1)),
                new ShippedProtocol(
                        "gate-order",
                        "nobody overtakes who stands in line",
                        order().processes(3).rounds(2)),
                new ShippedProtocol(
                        "gate-stranger",
                        "a stranger's lock covers the gate",
                        stranger().processes(2).rounds(2).crashes(1)),
                new ShippedProtocol(
                        "gate-removed",
                        "contenders, and one that removes the file while holding it",
                        removed().processes(2).crashes(1)));
    }

    private static Scenario threeTwoTwo(Scenario scenario) {
        return scenario.processes(3).rounds(2).crashes(2);
    }

    private static Scenario cast(String name, Casting casting) {
        return Scenario.cast(name, casting).leaving("lock");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // With ticks
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders of which every other one looks but once, and is kicked late.
     *
     * @return the scenario
     */
    public static Scenario exclusive() {
        return cast("gate", (index, rounds) -> visitor(habits(index, Mode.EXCLUSIVE, true), rounds));
    }

    /**
     * Contenders of which every other one enters shared, the first and the third: two can be inside together.
     *
     * @return the scenario
     */
    public static Scenario shared() {
        return cast("gate-shared", (index, rounds) -> visitor(habits(index, reads(index), true), rounds));
    }

    /**
     * The same, and those that enter shared may only read the file. They go away while there is none.
     *
     * @return the scenario
     */
    public static Scenario readOnly() {
        return cast("gate-read-only", (index, rounds) -> {
            Mode mode = reads(index);
            return visitor(habits(index, mode, mode == Mode.EXCLUSIVE), rounds);
        });
    }

    /**
     * Contenders whose time the adversary lets pass: how often they look, and for how long they believe what they saw.
     *
     * @return the scenario, which means nothing without leaps of the clock
     */
    public static Scenario clocked() {
        return cast(
                "gate-clocked",
                (index, rounds) -> visitor(Habits.exclusive(Looks.BY_THE_CLOCK, Waits.TICKING), rounds));
    }

    private static Mode reads(int index) {
        return index % 2 == 0 ? Mode.SHARED : Mode.EXCLUSIVE;
    }

    private static Habits habits(int index, Mode mode, boolean writable) {
        return index % 2 == 0
                ? new Habits(mode, writable, Looks.EACH_TIME, Waits.TICKING)
                : new Habits(mode, writable, Looks.ONLY_ONCE, Waits.TICKING_LATE);
    }

    private static Actor visitor(Habits habits, int rounds) {
        return stage -> visit(stage, new Visitor(stage, stage.posix(), habits, () -> {}), rounds);
    }

    private static void visit(Stage stage, Visitor visitor, int rounds) {
        try {
            for (int round = 1; round <= rounds; round++) {
                visitor.round(round);
                LockDoor door = visitor.come();
                if (door != null) {
                    hold(stage, door, visitor.mode());
                }
            }
            stage.round(rounds + 1);
        } finally {
            visitor.close();
        }
    }

    private static void hold(Stage stage, LockDoor door, Mode mode) {
        if (mode == Mode.SHARED) {
            stage.insideShared();
        } else {
            stage.inside();
        }
        KernelRefusedException.require("leave", door.leave());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Standing still
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders of which any may stand still for ever at any moment while it stands in line: before the gate, in it, or when it could be
     * let in. The others go on; without their ticks they would not.
     *
     * @return the scenario; one that stands still holds the gate as an idle one must not, so that law is left out
     */
    public static Scenario stopped() {
        return stopped("gate-stopped", Waits.TICKING);
    }

    /** What nobody does: to stand in line without looking past it. */
    static Scenario stoppedWithoutTick() {
        return stopped("gate-without-ticks", Waits.BLOCKED);
    }

    private static Scenario stopped(String name, Waits waits) {
        return cast(name, (index, rounds) -> idler(Habits.exclusive(Looks.EACH_TIME, waits), rounds))
                .without(Oracle.RELEASE);
    }

    /** To the oracles it wants nothing at that moment, and may not be needed by anybody. */
    private static Actor idler(Habits habits, int rounds) {
        return stage -> {
            int[] round = {0};
            Visitor visitor = new Visitor(stage, stage.posix(), habits, () -> stage.round(round[0]));
            try {
                while (round[0] < rounds) {
                    visitor.round(++round[0]);
                    LockDoor door = visitor.come();
                    if (door != null) {
                        hold(stage, door, visitor.mode());
                    }
                }
                stage.round(rounds + 1);
            } finally {
                visitor.close();
            }
        };
    }

    /**
     * The first contender has two threads: the head of a queue, which ticks, and a doorman, which blocks in the kernel itself and is not
     * kicked. Each may stand still without the other.
     *
     * @return the scenario
     */
    public static Scenario threads() {
        return cast(
                        "gate-threads",
                        (index, rounds) -> index == 0
                                ? TwoThreads.head(rounds)
                                : visitor(Habits.exclusive(Looks.EACH_TIME, Waits.TICKING), rounds))
                .beside(TwoThreads::doorman);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Order
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders without ticks, which overtake, and without deaths, after which a word that somebody stands there would be a lie: whoever stands in
     * line when another one comes is in before it. The last one enters shared.
     *
     * @return the scenario; since nobody ticks, one who stands still holds up the others, and that law is left out
     */
    public static Scenario order() {
        return cast(
                        "gate-order",
                        (index, rounds) -> orderly(index, index == 2 ? Mode.SHARED : Mode.EXCLUSIVE, true, rounds))
                .without(Oracle.BYSTANDER);
    }

    /**
     * The same with readers that may only read the file, the first and the third: they come through the gate when it is their turn, and overtake
     * nobody who stands in it.
     *
     * @return the scenario
     */
    public static Scenario turnstile() {
        return cast("gate-turnstile", (index, rounds) -> {
                    Mode mode = reads(index);
                    return orderly(index, mode, mode == Mode.EXCLUSIVE, rounds);
                })
                .without(Oracle.BYSTANDER);
    }

    private static Actor orderly(int index, Mode mode, boolean writable, int rounds) {
        return stage -> {
            Precedence precedence = new Precedence(stage, index);
            Habits habits = new Habits(mode, writable, Looks.EACH_TIME, Waits.BLOCKED);
            Visitor visitor = new Visitor(stage, precedence, habits, () -> {});
            try {
                for (int round = 1; round <= rounds; round++) {
                    visitor.round(round);
                    precedence.comes(round);
                    LockDoor door = visitor.come();
                    if (door != null) {
                        precedence.isIn();
                        hold(stage, door, mode);
                    }
                }
                stage.round(rounds + 1);
            } finally {
                visitor.close();
            }
        };
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Others
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders, and a stranger that locks the whole file, as a description and as a process, and the gate's very byte as a process;
     * each for as long as it likes. Nobody can stand in the gate meanwhile; all get in by their ticks.
     *
     * @return the scenario; the stranger wants nothing while it holds its locks, so the law of release is left out
     */
    public static Scenario stranger() {
        return cast(
                        "gate-stranger",
                        (index, rounds) -> visitor(Habits.exclusive(Looks.EACH_TIME, Waits.TICKING), rounds))
                .with(GateProofs::strangeLocks)
                .without(Oracle.RELEASE);
    }

    /** One contender, which must never believe that a stranger stands in line. */
    static Scenario strangerAlone() {
        return cast("gate-stranger-alone", (index, rounds) -> unbelieving(rounds))
                .processes(1)
                .rounds(2)
                .with(GateProofs::strangeLocks)
                .without(Oracle.RELEASE);
    }

    private static Actor unbelieving(int rounds) {
        return stage -> {
            LockDoor door = LockDoor.open(stage);
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                stage.check(door.pass(Mode.EXCLUSIVE) == 0, "a stranger's lock was taken for somebody in line");
                hold(stage, door, Mode.EXCLUSIVE);
            }
            stage.round(rounds + 1);
            stage.posix().close(door.descriptor());
        };
    }

    private static void strangeLocks(Stage stage) {
        PermanentFile file = new PermanentFile(stage.posix(), stage.directory(), stage.name());
        int fd = KernelRefusedException.require("open", file.open());
        Posix posix = stage.posix();
        KernelRefusedException.require("ofdLock", posix.ofdLock(fd, Posix.F_WRLCK, 0, 0, true));
        stage.round(2);
        KernelRefusedException.require("ofdLock", posix.ofdLock(fd, Posix.F_UNLCK, 0, 0, false));
        holdAsProcess(stage, fd, 0, 0);
        holdAsProcess(stage, fd, Gate.START, 1);
        posix.close(fd);
    }

    private static void holdAsProcess(Stage stage, int fd, long start, long length) {
        KernelRefusedException.require("posixLock", stage.recordLocks().lock(fd, Posix.F_WRLCK, start, length, true));
        stage.round(2);
        KernelRefusedException.require("posixLock", stage.recordLocks().lock(fd, Posix.F_UNLCK, start, length, false));
    }

    /**
     * Contenders that verify each time, and one that removes the file while holding its lock, as the only one who may.
     *
     * @return the scenario
     */
    public static Scenario removed() {
        return cast(
                        "gate-removed",
                        (index, rounds) -> visitor(Habits.exclusive(Looks.EACH_TIME, Waits.TICKING), rounds))
                .with(GateProofs::remove);
    }

    /** The limit of what is believed: who found the file in place a moment ago may enter one that was removed since. */
    static Scenario removedUnseen() {
        return cast(
                        "gate-removed-unseen",
                        (index, rounds) -> visitor(Habits.exclusive(Looks.ONLY_ONCE, Waits.TICKING), rounds))
                .with(GateProofs::remove);
    }

    private static void remove(Stage stage) {
        Visitor visitor = new Visitor(stage, stage.posix(), Habits.exclusive(Looks.EACH_TIME, Waits.TICKING), () -> {});
        visitor.round(1);
        LockDoor door = visitor.come();
        if (door != null) {
            stage.inside();
            KernelRefusedException.require(
                    "unlinkat",
                    stage.posix().unlinkat(stage.directory(), stage.name().terminated(), 0));
            KernelRefusedException.require("leave", door.leave());
        }
        stage.round(2);
        visitor.close();
    }
}
