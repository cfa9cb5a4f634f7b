package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Generation;
import dev.mortise.protocol.LabelPage;
import dev.mortise.protocol.RangeProtocol;
import dev.mortise.protocol.ReplaceProtocol;
import dev.mortise.testkit.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11: each call dropped in turn, in every scenario of its protocol, within the bounds in which that ships. */
@Tag("nightly")
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DroppedCallsNightlyTest {

    /** With the calls whose loss costs only time, or is noticed by {@link DroppedCallsTest} in scenarios that do not ship. */
    static Stream<Arguments> protocols() {
        return Stream.of(
                Arguments.of(FlockProtocol.class, "flock", List.of()),
                Arguments.of(RangeProtocol.class, "range", List.of()),
                Arguments.of(LabelPage.class, "label", List.of()),
                Arguments.of(Generation.class, "generation", List.of("isMyRunTheLast:pread", "verify:statx")),
                Arguments.of(
                        ReplaceProtocol.class,
                        "replace",
                        List.of("replace:flock", "dress:statx", "dress:fchmod", "isStill:statx")));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void eachCallIsNeeded(Class<?> code, String family, List<String> elsewhere) {
        List<Scenario> scenarios = ShippedProtocols.all().stream()
                .map(ShippedProtocol::scenario)
                .filter(scenario -> scenario.name().startsWith(family))
                .toList();
        Mutants mutants = new Mutants(code, scenarios);
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names()).isNotEmpty();
        assertThat(elsewhere).containsAll(mutants.survivors());
    }
}
