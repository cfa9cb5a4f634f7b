package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.DroppedCall;
import dev.mortise.testkit.Limits;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import java.time.Duration;
import java.util.List;

/** Law 11's other half: drops each call of a protocol in turn, and asks whether any law notices in any scenario. */
final class Mutants {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Class<?> code;
    private final List<Scenario> scenarios;
    private final List<DroppedCall> calls;

    Mutants(Class<?> code, List<Scenario> scenarios) {
        this.code = code;
        this.scenarios = scenarios;
        this.calls = scenarios.stream()
                .flatMap(scenario -> DroppedCall.in(scenario, code, LIMIT).stream())
                .distinct()
                .toList();
    }

    void requireThatTheUnharmedAreClean() {
        for (Scenario scenario : scenarios) {
            Proof proof = scenario.exhaust();
            assertThat(proof.isExhausted()).as("unharmed: " + proof.summary()).isTrue();
        }
    }

    /** Names of the calls that can be dropped. */
    List<String> names() {
        return names(calls);
    }

    /** Those whose loss is noticed nowhere. */
    List<String> survivors() {
        return names(calls.stream()
                .filter(call -> scenarios.stream().noneMatch(scenario -> notices(call, scenario)))
                .toList());
    }

    private static List<String> names(List<DroppedCall> calls) {
        return calls.stream().map(call -> call.site().name()).distinct().toList();
    }

    private boolean notices(DroppedCall call, Scenario scenario) {
        Limits limits = Limits.ofThisJvm().time(LIMIT);
        Proof proof = call.plantedIn(scenario, code).exhaust(limits, progress -> {});
        assertThat(proof.violation() != null || proof.isExhausted())
                .as(proof.summary())
                .isTrue();
        return proof.violation() != null;
    }
}
