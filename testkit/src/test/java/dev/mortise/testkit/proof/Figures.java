package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Violation;
import java.util.Objects;

/** Searches scenarios and prints what it came to. */
final class Figures {

    private Figures() {}

    static void requireClean(Scenario scenario) {
        Proof proof = scenario.exhaust();
        print(proof);
        Violation violation = proof.violation();
        assertThat(proof.isExhausted())
                .as(violation == null ? proof.summary() : violation.timeline())
                .isTrue();
    }

    static Oracle broken(Scenario scenario) {
        Proof proof = scenario.exhaust();
        return Objects.requireNonNull(proof.violation(), proof.summary()).oracle();
    }

    @SuppressWarnings("SystemOut") // the build's log shows the figures
    static void print(Proof proof) {
        System.out.println("PROOF " + proof.summary());
    }
}
