package dev.mortise.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.testkit.specimen.CheckThenCreate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScheduleTest {

    private static final Scenario BROKEN = Scenario.of("check-then-create", new CheckThenCreate.Opener());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1 flock 3x2 absent: A1 B1 A2",
                "v1 flock 2x1 dead+inode-reuse+pid-reuse+zombies+leaps=2: A1.1 B2 A! A~ C@A",
                "v1 bare-pid 1x1 dead+pid-reuse: B@99 A1",
                "v1 x-1 1x1 empty:",
                "v1 replace 1x1 absent: A1 off disk.0 disk.2 B1",
            })
    void readsWhatItWrites(String text) {
        assertThat(Schedule.parse(text).toString()).isEqualTo(text);
        assertThat(Schedule.parse("  " + text + "\n").toString()).isEqualTo(text);
    }

    @Test
    void linesThatATerminalBrokeAreOneSchedule() {
        assertThat(Schedule.parse("v1 flock 3x2\n  absent: A1\n B1  A2\n").toString())
                .isEqualTo("v1 flock 3x2 absent: A1 B1 A2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "v2 flock 3x2 absent: A1",
                "v1 flock 3 absent: A1",
                "v1 flock 3x2 absent",
                "v1 flock 3x2 absent+moon: A1",
                "v1 flock 3x2 absent: A",
                "v1 flock 3x2 absent: A1 Z9",
                "v1 flock 3x2 absent: A1 B2.",
                "v1 flock 3x2 absent: A?",
                "v1 flock 3x2 absent: B@98",
                "v1 flock 3x2 absent: A0",
                "v1 flock 3x2 absent: A1.4",
                "v1 flock 3x2 absent: off disk.16",
                "v1 flock 3x2 absent: off! disk.1",
                "v1 flock 3x2 absent+leaps=x: A1",
            })
    void malformedStringsAreRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Test
    void aStepThatCannotBeTakenIsRefused() {
        assertThatThrownBy(() -> replay("v1 check-then-create 2x1 absent: A2"))
                .hasMessageContaining("A2 is out of order");
        assertThatThrownBy(() -> replay("v1 check-then-create 2x1 absent: C1")).hasMessageContaining("no actor C");
        assertThatThrownBy(() -> replay("v1 check-then-create 2x1 absent: A! A1"))
                .hasMessageContaining("A cannot move");
        assertThatThrownBy(() -> replay("v1 check-then-create 2x1 absent: A~"))
                .hasMessageContaining("only a process that has ended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1 check-then-rename 2x1 absent: A1",
                "v1 check-then-create 3x1 absent: A1",
                "v1 check-then-create 2x2 absent: A1",
                "v1 check-then-create 2x1 dead: A1",
                "v1 check-then-create 2x1 absent+zombies: A1",
            })
    void aScheduleOfAnotherScenarioIsRefused(String text) {
        assertThatThrownBy(() -> replay(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but this scenario is 'v1 check-then-create 2x1 absent:'");
    }

    private static void replay(String text) {
        BROKEN.replay(Schedule.parse(text));
    }

    @Test
    void theWayToAViolationReplaysIt() {
        Violation violation = requireNonNull(BROKEN.exhaust().violation());
        Violation again =
                requireNonNull(BROKEN.replay(Schedule.parse(violation.schedule().toString())));
        assertThat(again.oracle()).isEqualTo(Oracle.EXCLUSION);
        assertThat(again.timeline()).isEqualTo(violation.timeline());
    }

    @Test
    void aScheduleThatBreaksNothingReproducesNothing() {
        assertThat(BROKEN.replay(Schedule.parse("v1 check-then-create 2x1 absent: A1 A2 A3")))
                .isNull();
    }

    @Test
    void aLawThatIsBrokenBeforeTheFirstCallIsFoundAtTheStart() {
        Scenario hopeless = Scenario.cast("hopeless", (index, rounds) -> stage -> stage.check(index != 1, "never"));
        Violation violation = requireNonNull(hopeless.exhaust().violation());
        assertThat(violation.oracle()).isEqualTo(Oracle.CHECK);
        assertThat(violation.schedule().actions()).isEmpty();
        Violation again = requireNonNull(
                hopeless.replay(Schedule.parse(violation.schedule().toString())));
        assertThat(again.message()).isEqualTo("B: never");
    }
}
