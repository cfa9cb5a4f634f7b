package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.DroppedCall;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worked example of docs/testing.md: a lock of one's own is found broken, then repaired. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class YourOwnProtocolTest {

    private static final Scenario BROKEN =
            Scenario.of("marker", MarkerLock::new).processes(2).startingFrom(Start.dead());
    private static final Scenario REPAIRED = Scenario.of("witnessed-marker", WitnessedMarkerLock::new);

    @Test
    void theMarkerAdmitsTwo() {
        Violation violation = requireNonNull(BROKEN.exhaust().violation());
        assertThat(violation.oracle()).isEqualTo(Oracle.EXCLUSION);
        assertThat(violation.timeline()).contains("unlinkat(3, \"lock\")", "A and B are inside at once");
    }

    @Test
    void theScheduleReplays() {
        Violation violation = requireNonNull(BROKEN.exhaust().violation());
        Violation again = BROKEN.replay(Schedule.parse(violation.schedule().toString()));
        assertThat(requireNonNull(again).oracle()).isEqualTo(Oracle.EXCLUSION);
    }

    @Test
    void theRepairedOneIsCleanWhoeverIsKilled() {
        Proof proof = REPAIRED.processes(3).crashes(2).exhaust();
        assertThat(proof.isExhausted()).as(proof.summary()).isTrue();
    }

    @Test
    void eachCallOfTheRepairedOneIsNeeded() {
        Scenario scenario = REPAIRED.processes(3).crashes(1);
        List<DroppedCall> calls = DroppedCall.in(scenario, WitnessedMarkerLock.class, Duration.ofMinutes(1));
        assertThat(calls).hasSize(8);
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.plantedIn(scenario, WitnessedMarkerLock.class)
                                .exhaust()
                                .violation())
                        .isNotNull());
    }

    @Test
    void evenWhereInodeNumbersComeBack() {
        Proof proof = REPAIRED.processes(2)
                .rounds(2)
                .crashes(1)
                .against(new Adversary(true, false, false, 0))
                .exhaust();
        assertThat(proof.isExhausted()).as(proof.summary()).isTrue();
    }
}
