package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.storm.StormResult;
import dev.mortise.testkit.storm.StormResult.Failure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final StormResult CLEAN = storm(0, 0, 0);
    private static final StormResult CAUGHT = storm(3, 4, 0);

    @Test
    void cleanStormAndCaughtControlPass() {
        assertThat(Verdict.of(CLEAN, CAUGHT).exitCode()).isZero();
    }

    @Test
    void overlapIsAViolation() {
        assertThat(Verdict.of(storm(1, 0, 0), CAUGHT).exitCode()).isEqualTo(3);
    }

    @Test
    void lostUpdateIsAViolation() {
        assertThat(Verdict.of(storm(0, 1, 0), CAUGHT).exitCode()).isEqualTo(3);
    }

    @Test
    void wedgeIsAViolation() {
        assertThat(Verdict.of(storm(0, 0, 1), CAUGHT).exitCode()).isEqualTo(3);
    }

    @Test
    void controlThatIsNotCaughtProvesNothing() {
        assertThat(Verdict.of(CLEAN, CLEAN).exitCode()).isEqualTo(70);
        assertThat(Verdict.of(CLEAN, CLEAN).sentence()).startsWith("NOTHING PROVEN");
    }

    @Test
    void failedContenderDecidesTheExitCode() {
        assertThat(Verdict.of(failed(69), null).exitCode()).isEqualTo(69);
        assertThat(Verdict.of(failed(70), null).exitCode()).isEqualTo(70);
        assertThat(Verdict.of(failed(74), null).exitCode()).isEqualTo(74);
        assertThat(Verdict.of(failed(137), null).exitCode()).isEqualTo(71);
        assertThat(Verdict.of(failed(-1), null).exitCode()).isEqualTo(71);
    }

    private static StormResult storm(long overlaps, long lost, long wedges) {
        return result(overlaps, lost, wedges, List.of());
    }

    private static StormResult failed(int status) {
        return result(0, 0, 0, List.of(new Failure(status, "contender 1 ended")));
    }

    private static StormResult result(long overlaps, long lost, long wedges, List<Failure> failures) {
        return new StormResult(
                List.of(10L, 20L),
                5,
                2,
                1,
                1,
                0,
                overlaps,
                lost,
                wedges,
                1,
                Double.NaN,
                Duration.ofMillis(5),
                failures,
                List.of());
    }
}
