package dev.mortise.testkit.proof;

import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11 for {@link dev.mortise.protocol.RangeProtocol}, within the bounds of a night. */
@Tag("nightly")
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RangeProtocolNightlyTest {

    private static final Adversary EVERYTHING = new Adversary(true, true, true, 0);

    static Stream<Scenario> proofs() {
        return Stream.of(
                RangeProofs.exclusive().processes(3).rounds(4).crashes(2),
                RangeProofs.trying().processes(3).rounds(4).crashes(2),
                RangeProofs.shared().processes(3).rounds(4).crashes(2),
                RangeProofs.overlapping().processes(3).rounds(4).crashes(2),
                RangeProofs.apart().processes(3).rounds(4).crashes(2),
                RangeProofs.mixed().processes(3).rounds(4).crashes(2),
                RangeProofs.exclusive().processes(4).crashes(1),
                RangeProofs.shared().processes(4).crashes(1),
                RangeProofs.overlapping().processes(4).crashes(1),
                RangeProofs.apart().processes(4).crashes(1),
                RangeProofs.exclusive().processes(3).rounds(2).crashes(2).against(EVERYTHING),
                RangeProofs.removed().processes(3).rounds(2).crashes(2).startingFrom(Start.dead()));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyStateIsVisitedAndNoLawIsBroken(Scenario scenario) {
        Figures.requireClean(scenario);
    }
}
