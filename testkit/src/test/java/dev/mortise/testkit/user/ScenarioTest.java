package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Limits;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a newcomer gets wrong is told in one sentence; what is meant well works. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScenarioTest {

    private static final Scenario GOOD = Scenario.of("witnessed-marker", WitnessedMarkerLock::new);

    @Test
    void aStartOfOnesOwnIsReplayed() {
        Actor failing = stage -> stage.check(
                stage.posix().unlinkat(stage.directory(), stage.name().terminated(), 0) < 0, "found");
        Start second = new Start("left-2", "a file", disk -> disk.file(disk.name(), ""));
        Scenario scenario = Scenario.cast("owned", (index, rounds) -> failing).startingFrom(second);
        Violation violation = requireNonNull(scenario.exhaust().violation());
        Violation again = scenario.replay(Schedule.parse(violation.schedule().toString()));
        assertThat(requireNonNull(again).oracle()).isEqualTo(Oracle.CHECK);
    }

    @Test
    void aStartThatNoScheduleCouldNameIsRefused() {
        assertThatThrownBy(() -> new Start("My Start", "", disk -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small letters, digits and dashes, not 'My Start'");
    }

    @Test
    void aHuntThatCouldNotPlayOneScheduleIsRefused() {
        assertThatThrownBy(() -> GOOD.hunt(1, Duration.ofSeconds(-1), 5, progress -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GOOD.hunt(1, Duration.ofSeconds(1), 0, progress -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeThatNobodyWillSeeTheEndOfIsNoLimit() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        Proof proof = GOOD.exhaust(Limits.ofThisJvm().time(endless), progress -> {});
        assertThat(proof.isExhausted()).as(proof.summary()).isTrue();
        assertThat(GOOD.hunt(1, endless, 5, progress -> {}).states()).isEqualTo(5);
    }

    @Test
    void sayingSomethingTwiceIsSayingItOnce() {
        Scenario scenario = GOOD.leaving("lock", "lock").without(Oracle.LEAK, Oracle.LEAK);
        assertThat(scenario.exhaust().isExhausted()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // what is not allowed is tried
    void whoMakesNothingIsTold() {
        assertThat(broken(Scenario.of("nothing", (posix, directory, name) -> null)))
                .contains("the opener made no lock");
        assertThat(broken(Scenario.cast("nothing", (index, rounds) -> null))).endsWith("the casting made no actor");
        assertThat(broken(GOOD.through(posix -> null))).endsWith("the decorator made nothing");
    }

    private static String broken(Scenario scenario) {
        return requireNonNull(scenario.exhaust().violation()).message();
    }
}
