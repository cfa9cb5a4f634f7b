package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11 for {@link dev.mortise.protocol.FlockProtocol}, within the bounds of a night. */
@Tag("nightly")
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlockProtocolNightlyTest {

    private static final long SCHEDULES = 10_000_000;
    private static final Adversary EVERYTHING = new Adversary(true, true, true, 0);

    static Stream<Scenario> proofs() {
        return Stream.of(
                FlockProofs.exclusive().processes(3).rounds(4).crashes(2),
                FlockProofs.shared().processes(3).rounds(4).crashes(2),
                FlockProofs.trying().processes(3).rounds(4).crashes(2),
                FlockProofs.exclusive().processes(4).crashes(1),
                FlockProofs.shared().processes(4).crashes(1),
                FlockProofs.exclusive().processes(3).rounds(2).crashes(2).against(EVERYTHING),
                FlockProofs.removed().processes(3).rounds(2).crashes(2).startingFrom(Start.dead()));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyStateIsVisitedAndNoLawIsBroken(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @Test
    void tenMillionRandomSchedulesOfFiveActorsBreakNothing() {
        Proof proof = FlockProofs.removed()
                .processes(4)
                .rounds(2)
                .crashes(2)
                .against(new Adversary(true, false, true, 0))
                .hunt(20_261_121, Duration.ofHours(2), SCHEDULES, progress -> {});
        Figures.print(proof);
        assertThat(proof.violation()).as(proof.summary()).isNull();
        assertThat(proof.states()).isEqualTo(SCHEDULES);
    }
}
