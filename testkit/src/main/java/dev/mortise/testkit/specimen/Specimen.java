package dev.mortise.testkit.specimen;

import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;

/**
 * A broken lock, and where to see it break.
 *
 * @param name its scenario's name
 * @param source which mistake it is, and who made it
 * @param expected the law that it breaks
 * @param scenario the smallest bounds in which it does
 * @param nightly whether finding it takes too long for every build
 */
public record Specimen(String name, String source, Oracle expected, Scenario scenario, boolean nightly) {

    static Specimen of(Oracle expected, Scenario scenario, String source) {
        return new Specimen(scenario.name(), source, expected, scenario, false);
    }
}
