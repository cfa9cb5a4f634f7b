package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.List;

/**
 * Scenarios for {@link FlockProtocol}: whoever enters is alone, or among readers; nobody is ever held up by the dead or by one who
 * stands still outside; the file may be removed by whoever holds it.
 */
public final class FlockProofs {

    /** The descriptor of the description that a process has from its start. */
    private static final int INHERITED = 4;

    private FlockProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol("flock", "exclusive contenders that wait", threeTwoTwo(exclusive())),
                new ShippedProtocol("flock-try", "contenders that try once and give up", threeTwoTwo(trying())),
                new ShippedProtocol("flock-shared", "every other contender enters shared", threeTwoTwo(shared())),
                new ShippedProtocol(
                        "flock-removed",
                        "contenders, and one that removes the file while holding it",
                        removed().processes(2).crashes(1)));
    }

    private static Scenario threeTwoTwo(Scenario scenario) {
        return scenario.processes(3).rounds(2).crashes(2);
    }

    /**
     * Contenders that wait.
     *
     * @return the scenario
     */
    public static Scenario exclusive() {
        return Scenario.cast("flock", (index, rounds) -> stage -> contend(stage, rounds, Mode.EXCLUSIVE))
                .leaving("lock");
    }

    /**
     * Contenders of which every other one enters shared, the first and the third: two can be inside together.
     *
     * @return the scenario
     */
    public static Scenario shared() {
        return Scenario.cast("flock-shared", (index, rounds) -> reader(index % 2 == 0, rounds))
                .leaving("lock");
    }

    private static Actor reader(boolean isReader, int rounds) {
        return stage -> contend(stage, rounds, isReader ? Mode.SHARED : Mode.EXCLUSIVE);
    }

    /**
     * Contenders that give up when somebody is in the way.
     *
     * @return the scenario
     */
    public static Scenario trying() {
        return Scenario.cast("flock-try", (index, rounds) -> stage -> tryOften(stage, rounds))
                .leaving("lock");
    }

    /**
     * Contenders, and one that removes the file while holding it, as the only one who may.
     *
     * @return the scenario
     */
    public static Scenario removed() {
        return Scenario.cast("flock-removed", (index, rounds) -> stage -> contend(stage, rounds, Mode.EXCLUSIVE))
                .with(FlockProofs::remove)
                .leaving("lock");
    }

    /**
     * Contenders of which the first one shares its description with a child, which does not know of it and lives on.
     *
     * @return the scenario
     */
    public static Scenario inherited() {
        return Scenario.cast("flock-inherited", (index, rounds) -> index == 0 ? parent(rounds) : stranger(rounds))
                .with(stage -> stage.posix().close(INHERITED))
                .inheriting()
                .leaving("lock");
    }

    private static Actor parent(int rounds) {
        return stage -> {
            FlockProtocol lock = protocol(stage);
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                KernelRefusedException.require("enter", lock.enter(INHERITED, Mode.EXCLUSIVE));
                KernelRefusedException.require("verify", lock.verify(INHERITED));
                stage.inside();
                KernelRefusedException.require("leave", lock.leave(INHERITED));
            }
            stage.round(rounds + 1);
            stage.posix().close(INHERITED);
        };
    }

    private static Actor stranger(int rounds) {
        return stage -> {
            stage.posix().close(INHERITED);
            contend(stage, rounds, Mode.EXCLUSIVE);
        };
    }

    private static FlockProtocol protocol(Stage stage) {
        return new FlockProtocol(stage.posix(), stage.directory(), stage.name());
    }

    private static void contend(Stage stage, int rounds, Mode mode) {
        FlockProtocol lock = protocol(stage);
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            int fd = KernelRefusedException.require("acquire", lock.acquire(mode));
            if (mode == Mode.SHARED) {
                stage.insideShared();
            } else {
                stage.inside();
            }
            KernelRefusedException.require("release", lock.release(fd));
        }
        stage.round(rounds + 1);
    }

    private static void tryOften(Stage stage, int rounds) {
        FlockProtocol lock = protocol(stage);
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            int fd = lock.tryAcquire(Mode.EXCLUSIVE);
            if (fd != -Errno.EAGAIN) {
                KernelRefusedException.require("tryAcquire", fd);
                stage.inside();
                KernelRefusedException.require("release", lock.release(fd));
            }
        }
        stage.round(rounds + 1);
    }

    private static void remove(Stage stage) {
        FlockProtocol lock = protocol(stage);
        Posix posix = stage.posix();
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        stage.inside();
        KernelRefusedException.require(
                "unlinkat", posix.unlinkat(stage.directory(), stage.name().terminated(), 0));
        KernelRefusedException.require("release", lock.release(fd));
    }
}
