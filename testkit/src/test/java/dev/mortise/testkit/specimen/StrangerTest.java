package dev.mortise.testkit.specimen;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stale file says 99, and a stranger has 99 now. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangerTest {

    private static final Adversary PIDS = new Adversary(false, true, false, 0);

    private static final Scenario BARE_PID = Specimens.all().stream()
            .filter(specimen -> specimen.name().equals("bare-pid"))
            .findFirst()
            .orElseThrow()
            .scenario()
            .crashes(0)
            .against(PIDS)
            .startingFrom(Start.dead());

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

    @Test
    void whoeverHasTheNumberIsTakenForTheDeadOwner() {
        requireClean(BARE_PID.against(Adversary.base()));
        Violation violation = found(BARE_PID);
        assertThat(violation.oracle()).isEqualTo(Oracle.WEDGE);
        assertThat(violation.schedule().actions()).containsExactly("B@99");
        Schedule pasted = Schedule.parse(violation.schedule().toString());
        assertThat(requireNonNull(BARE_PID.replay(pasted)).oracle()).isEqualTo(Oracle.WEDGE);
    }

    /** Nobody was there before, and nobody has died: there is no number to be had. */
    @Test
    void nobodyIsBornInPlaceOfNobody() {
        requireClean(BARE_PID.startingFrom(Start.absent()));
    }

    @Test
    void aNumberAndAStartTellTheStrangerFromTheDead() {
        Start dead = new Start(
                "identified",
                "the lock file of a dead owner, with its start",
                disk -> disk.file(disk.name(), IdentifiedOwner.label(disk.owner())));
        Scenario scenario = Scenario.cast("identified", (index, rounds) -> contender(rounds))
                .startingFrom(dead)
                .against(PIDS)
                .leaving("lock.guard");
        requireClean(scenario.processes(1).crashes(1));
    }

    private static Actor contender(int rounds) {
        return stage -> contend(
                stage, new IdentifiedOwner(stage.posix(), stage.processes(), stage.directory(), stage.name()), rounds);
    }

    private static void contend(Stage stage, IdentifiedOwner lock, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            lock.acquire();
            stage.inside();
            lock.release();
        }
        stage.round(rounds + 1);
        lock.close();
    }
}
