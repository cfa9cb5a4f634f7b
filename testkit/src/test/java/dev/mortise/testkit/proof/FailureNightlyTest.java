package dev.mortise.testkit.proof;

import dev.mortise.testkit.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FailureProofTest} of what takes minutes. */
@Tag("nightly")
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailureNightlyTest {

    /** 58 million states, and not all of them. */
    private static final String NOT_EXHAUSTED = "generation-removed";

    static Stream<Scenario> singles() {
        return FailureProofTest.shipped()
                .filter(scenario -> FailureProofTest.LARGE.contains(scenario.name()))
                .filter(scenario -> !scenario.name().equals(NOT_EXHAUSTED))
                .map(scenario -> FailureProofTest.failing(scenario.processes(2), 1));
    }

    static Stream<Scenario> pairs() {
        return FailureProofTest.shipped()
                .filter(scenario -> FailureProofTest.LARGER.contains(scenario.name()))
                .map(scenario -> FailureProofTest.failing(scenario.processes(2), 2));
    }

    static Stream<Scenario> pairsAlone() {
        return FailureProofTest.shipped()
                .filter(scenario -> FailureProofTest.LARGE.contains(scenario.name()))
                .map(scenario -> FailureProofTest.failing(scenario.processes(1), 2));
    }

    @ParameterizedTest
    @MethodSource("singles")
    void whicheverCallFails(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whicheverTwoCallsFail(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    @ParameterizedTest
    @MethodSource("pairsAlone")
    void whicheverTwoCallsOfOneAloneFail(Scenario scenario) {
        Figures.requireClean(scenario);
    }
}
