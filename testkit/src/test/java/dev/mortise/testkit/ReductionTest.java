package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.proof.FlockProofs;
import dev.mortise.testkit.proof.ShippedProtocol;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one reduction: calls that nobody else can notice, such as {@code getpid} and {@code sleep}, are no steps. Each search ends in the
 * same worlds as one in which they are.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReductionTest {

    static Stream<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (ShippedProtocol protocol : FlockProofs.all()) {
            scenarios.add(protocol.scenario().processes(2).rounds(1).crashes(1));
        }
        for (Specimen specimen : Specimens.all()) {
            scenarios.add(specimen.scenario().processes(2).rounds(1).crashes(1));
        }
        return scenarios.stream()
                .map(scenario -> scenario.without(Oracle.values()))
                .map(scenario -> scenario.against(Adversary.base()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsInTheSameWorlds(Scenario scenario) {
        Set<Long> reduced = scenario.endings(true);
        assertThat(reduced).isNotEmpty();
        assertThat(scenario.endings(false)).isEqualTo(reduced);
    }
}
