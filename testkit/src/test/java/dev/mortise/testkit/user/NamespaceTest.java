package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Violation;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers that share a volume: the number of a live owner means nothing there, or somebody else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamespaceTest {

    private static final int FIRST = 101;

    private static void requireClean(Scenario scenario) {
        Proof proof = scenario.exhaust();
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    private static Violation found(Scenario scenario) {
        Proof proof = scenario.exhaust();
        return requireNonNull(proof.violation(), proof.summary());
    }

    private static Scenario named(String specimen) {
        return Specimens.all().stream()
                .filter(candidate -> candidate.name().equals(specimen))
                .map(Specimen::scenario)
                .findFirst()
                .orElseThrow();
    }

    /** A stays alive until B has asked. */
    private static Scenario asking(int answer) {
        return Scenario.cast("asking", (index, rounds) -> stage -> {
            Posix posix = stage.posix();
            if (index == 0) {
                posix.checkpoint("until asked", 0);
                while (stage.recall(0) == 0) {
                    posix.checkpoint("until asked", 0);
                }
            } else {
                stage.check(posix.kill(FIRST, 0) == answer, "another answer");
                stage.note(0, 1);
            }
        });
    }

    @Test
    void aLiveOwnersNumberAnswersInTheSameNamespaceAlone() {
        Scenario same = asking(0).without(Oracle.BYSTANDER);
        requireClean(same);
        assertThat(found(same.ownPidNamespaces()).oracle()).isEqualTo(Oracle.CHECK);
        requireClean(asking(-Errno.ESRCH).without(Oracle.BYSTANDER).ownPidNamespaces());
    }

    /** The number is B's own as well: killing the owner is to kill oneself. */
    @Test
    void whereAllHaveOneNumberEachFindsItself() {
        Scenario scenario = Scenario.cast("oneself", (index, rounds) -> stage -> {
                    stage.check(stage.posix().getpid() == 1, "another number");
                    stage.check(index == 0 || stage.posix().kill(1, Posix.SIGKILL) < 0, "survived");
                    stage.check(index == 0 || stage.posix().kill(1, 0) < 0, "never asked");
                })
                .ownPidNamespaces(1);
        requireClean(scenario);
        assertThatThrownBy(() -> scenario.ownPidNamespaces(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Right among themselves, in {@code SpecimensTest}; from another container a live owner looks dead. */
    @Test
    void aLockThatJudgesByNumberLetsTwoInFromTwoContainers() {
        Scenario bare = named("bare-pid").processes(2).crashes(0).against(Adversary.base());
        requireClean(bare);
        Scenario apart = bare.ownPidNamespaces();
        Violation violation = found(apart);
        assertThat(violation.oracle()).isEqualTo(Oracle.EXCLUSION);
        assertThat(violation.timeline()).contains("kill(101, 0) = ESRCH");
        Schedule pasted = Schedule.parse(violation.schedule().toString());
        assertThat(requireNonNull(apart.replay(pasted)).oracle()).isEqualTo(Oracle.EXCLUSION);
    }

    @Test
    void aRestartedContainerTakesItsPredecessorForItself() {
        Scenario restarted = named("bare-pid").ownPidNamespaces(1);
        assertThat(found(restarted).oracle()).isEqualTo(Oracle.WEDGE);
    }

    @Test
    void whoeverLivesInAnotherNamespaceIsUnknown() {
        requireClean(Scenario.cast("unknown", (index, rounds) -> NamespaceTest::askForANeighbour)
                .ownPidNamespaces(1));
    }

    private static void askForANeighbour(Stage stage) {
        ProcessId self = stage.processes().self();
        ProcessId neighbour =
                new ProcessId(self.pid(), self.startTicks(), self.bootId(), self.pidNamespace() + 1, self.host());
        stage.check(stage.processes().liveness(self).state() == Liveness.State.ALIVE, "it lives itself");
        stage.check(
                stage.processes().liveness(neighbour).state() == Liveness.State.UNKNOWN,
                "what is elsewhere cannot be known");
    }
}
