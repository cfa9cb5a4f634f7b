package dev.mortise.testkit.proof;

import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11 for {@link dev.mortise.protocol.Gate}, within the bounds of a night. */
@Tag("nightly")
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateProtocolNightlyTest {

    private static final Adversary PIDS = new Adversary(false, true, false, 0);

    static Stream<Scenario> proofs() {
        return Stream.of(
                        GateProofs.exclusive().processes(3).rounds(2).crashes(2),
                        GateProofs.exclusive().processes(3).rounds(4).crashes(2),
                        GateProofs.exclusive().processes(4).crashes(1),
                        GateProofs.stopped().processes(4).crashes(1),
                        GateProofs.readOnly().processes(4).crashes(1),
                        GateProofs.threads().processes(3).crashes(1),
                        GateProofs.clocked().processes(2).rounds(2).against(leaps(2)),
                        GateProofs.clocked().processes(3).against(leaps(1)),
                        GateProofs.order().processes(3).rounds(2),
                        GateProofs.turnstile().processes(3).rounds(2),
                        GateProofs.stranger().processes(2).rounds(2).crashes(1),
                        GateProofs.removed().processes(3).crashes(1),
                        GateProofs.exclusive().processes(3).crashes(1).against(PIDS))
                .map(scenario -> scenario.startingFrom(Start.dead()));
    }

    private static Adversary leaps(int count) {
        return new Adversary(false, false, false, count);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyStateIsVisitedAndNoLawIsBroken(Scenario scenario) {
        Figures.requireClean(scenario);
    }
}
