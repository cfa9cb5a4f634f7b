package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.PermanentFile;
import dev.mortise.protocol.RangeProtocol;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.List;

/**
 * Scenarios for {@link RangeProtocol}: whoever enters a range is alone in it, or among readers; ranges that do not overlap never
 * concern each other; nobody is ever held up by the dead or by one who stands still outside; the file may be removed by whoever
 * holds all of it.
 */
public final class RangeProofs {

    /** The descriptor of the description that a process has from its start. */
    private static final int INHERITED = 4;

    private static final long START = 100;
    private static final long LENGTH = 10;

    private RangeProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol("range", "exclusive contenders for one range", threeTwoTwo(exclusive())),
                new ShippedProtocol("range-try", "contenders that try once and give up", threeTwoTwo(trying())),
                new ShippedProtocol("range-shared", "every other contender enters shared", threeTwoTwo(shared())),
                new ShippedProtocol(
                        "range-overlap", "one range overlaps two that are disjoint", threeTwoTwo(overlapping())),
                new ShippedProtocol("range-apart", "disjoint ranges, and nobody waits", threeTwoTwo(apart())),
                new ShippedProtocol(
                        "range-posix", "contenders, and a program that locks the POSIX way", threeTwoTwo(mixed())),
                new ShippedProtocol(
                        "range-removed",
                        "contenders, and one that removes the file while holding it",
                        removed().processes(2).crashes(1)));
    }

    private static Scenario threeTwoTwo(Scenario scenario) {
        return scenario.processes(3).rounds(2).crashes(2);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The same range
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders that wait for the same range.
     *
     * @return the scenario
     */
    public static Scenario exclusive() {
        return Scenario.cast("range", (index, rounds) -> contender(Mode.EXCLUSIVE, rounds))
                .leaving("lock");
    }

    /**
     * Contenders of which every other one enters shared, the first and the third: two can be inside together.
     *
     * @return the scenario
     */
    public static Scenario shared() {
        return Scenario.cast(
                        "range-shared",
                        (index, rounds) -> contender(index % 2 == 0 ? Mode.SHARED : Mode.EXCLUSIVE, rounds))
                .leaving("lock");
    }

    private static Actor contender(Mode mode, int rounds) {
        return stage -> contend(stage, range(stage, START, LENGTH), rounds, mode);
    }

    /**
     * Contenders that keep the file open, and give up when somebody is in the way. The readers may only read it, and go away while there is none.
     *
     * @return the scenario
     */
    public static Scenario trying() {
        return Scenario.cast("range-try", (index, rounds) -> trier(index % 2 == 0, rounds))
                .leaving("lock");
    }

    private static Actor trier(boolean isReader, int rounds) {
        return stage -> {
            RangeProtocol lock = range(stage, START, LENGTH);
            int fd = isReader ? lock.openToRead() : lock.open();
            if (fd == -Errno.ENOENT) {
                return;
            }
            KernelRefusedException.require("open", fd);
            try {
                rounds(stage, rounds, () -> tryOnce(stage, lock, fd, isReader ? Mode.SHARED : Mode.EXCLUSIVE));
            } finally {
                stage.posix().close(fd);
            }
        };
    }

    private static void tryOnce(Stage stage, RangeProtocol lock, int fd, Mode mode) {
        int entered = lock.tryEnter(fd, mode);
        if (entered != -Errno.EAGAIN) {
            KernelRefusedException.require("tryEnter", entered);
            KernelRefusedException.require("verify", lock.verify(fd));
            hold(stage, mode);
            KernelRefusedException.require("leave", lock.leave(fd));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Several ranges
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * The second contender's range overlaps the ends of all others' ranges, which are disjoint. All enter exclusively; that the
     * others may be inside together, and none of them with the second, is what being inside shared means to the oracle.
     *
     * @return the scenario
     */
    public static Scenario overlapping() {
        return Scenario.cast("range-overlap", (index, rounds) -> index == 1 ? across(rounds) : own(index, rounds))
                .leaving("lock");
    }

    private static Actor across(int rounds) {
        return stage -> {
            RangeProtocol lock = range(stage, LENGTH - 1, RangeProtocol.END - LENGTH + 1);
            contend(stage, lock, rounds, Mode.EXCLUSIVE);
        };
    }

    private static Actor own(int index, int rounds) {
        return stage -> {
            RangeProtocol lock = range(stage, index * LENGTH, LENGTH);
            rounds(stage, rounds, () -> {
                int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
                stage.insideShared();
                KernelRefusedException.require("release", lock.release(fd));
            });
        };
    }

    /**
     * Contenders for ranges that touch and do not overlap. Each may stand still for ever while it is inside, which holds nobody up, and
     * each sees its own try succeed whoever else is inside.
     *
     * @return the scenario; who stands still inside holds its lock as an idle one must not, so that law is left out
     */
    public static Scenario apart() {
        return Scenario.cast("range-apart", (index, rounds) -> neighbour(index, rounds))
                .leaving("lock")
                .without(Oracle.RELEASE);
    }

    private static Actor neighbour(int index, int rounds) {
        return stage -> {
            RangeProtocol lock = range(stage, index * LENGTH, LENGTH);
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
                try {
                    stage.insideShared();
                    KernelRefusedException.require("leave", lock.leave(fd));
                    int again = lock.tryEnter(fd, Mode.EXCLUSIVE);
                    stage.check(again != -Errno.EAGAIN, "a disjoint range was in the way");
                    KernelRefusedException.require("tryEnter", again);
                    stage.round(round);
                } finally {
                    lock.release(fd);
                }
            }
            stage.round(rounds + 1);
        };
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Others
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Contenders of which the last one is no program of ours: it locks one byte of the range for its process.
     *
     * @return the scenario
     */
    public static Scenario mixed() {
        return Scenario.cast(
                        "range-posix",
                        (index, rounds) -> index == 2 ? stranger(rounds) : contender(Mode.EXCLUSIVE, rounds))
                .leaving("lock");
    }

    private static Actor stranger(int rounds) {
        return stage -> {
            PermanentFile file = new PermanentFile(stage.posix(), stage.directory(), stage.name());
            rounds(stage, rounds, () -> {
                int fd = KernelRefusedException.require("open", file.open());
                lockAsProcess(stage, fd, Posix.F_WRLCK);
                stage.inside();
                lockAsProcess(stage, fd, Posix.F_UNLCK);
                KernelRefusedException.require("close", stage.posix().close(fd));
            });
        };
    }

    private static void lockAsProcess(Stage stage, int fd, int type) {
        KernelRefusedException.require("posixLock", stage.recordLocks().lock(fd, type, START + LENGTH - 1, 1, true));
    }

    /**
     * Contenders, and one that removes the file while holding their range, as the only one who may.
     *
     * @return the scenario
     */
    public static Scenario removed() {
        return Scenario.cast("range-removed", (index, rounds) -> contender(Mode.EXCLUSIVE, rounds))
                .with(RangeProofs::remove)
                .leaving("lock");
    }

    private static void remove(Stage stage) {
        RangeProtocol lock = range(stage, 0, RangeProtocol.END);
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        stage.inside();
        KernelRefusedException.require(
                "unlinkat",
                stage.posix().unlinkat(stage.directory(), stage.name().terminated(), 0));
        KernelRefusedException.require("release", lock.release(fd));
    }

    /**
     * Contenders of which the first one shares its description with a child, which does not know of it and lives on.
     *
     * @return the scenario
     */
    public static Scenario inherited() {
        return Scenario.cast("range-inherited", (index, rounds) -> index == 0 ? parent(rounds) : heir(rounds))
                .with(stage -> stage.posix().close(INHERITED))
                .inheriting()
                .leaving("lock");
    }

    private static Actor parent(int rounds) {
        return stage -> {
            RangeProtocol lock = range(stage, START, LENGTH);
            rounds(stage, rounds, () -> {
                KernelRefusedException.require("enter", lock.enter(INHERITED, Mode.EXCLUSIVE));
                stage.inside();
                KernelRefusedException.require("leave", lock.leave(INHERITED));
            });
            stage.posix().close(INHERITED);
        };
    }

    private static Actor heir(int rounds) {
        return stage -> {
            stage.posix().close(INHERITED);
            contend(stage, range(stage, START, LENGTH), rounds, Mode.EXCLUSIVE);
        };
    }

    // ---------------------------------------------------------------------------------------------------------------
    // In and out
    // ---------------------------------------------------------------------------------------------------------------

    private static RangeProtocol range(Stage stage, long start, long length) {
        return new RangeProtocol(stage.posix(), stage.directory(), stage.name(), start, length);
    }

    private static void contend(Stage stage, RangeProtocol lock, int rounds, Mode mode) {
        rounds(stage, rounds, () -> {
            int fd = KernelRefusedException.require("acquire", lock.acquire(mode));
            hold(stage, mode);
            KernelRefusedException.require("release", lock.release(fd));
        });
    }

    private static void rounds(Stage stage, int rounds, Runnable round) {
        for (int number = 1; number <= rounds; number++) {
            stage.round(number);
            round.run();
        }
        stage.round(rounds + 1);
    }

    private static void hold(Stage stage, Mode mode) {
        if (mode == Mode.SHARED) {
            stage.insideShared();
        } else {
            stage.inside();
        }
    }
}
