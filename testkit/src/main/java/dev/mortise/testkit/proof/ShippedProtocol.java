package dev.mortise.testkit.proof;

import dev.mortise.testkit.Scenario;

/**
 * A protocol of the library with a scenario that proves it.
 *
 * @param name the scenario's from here on
 * @param description what happens in it
 * @param scenario within small bounds, to be widened
 */
public record ShippedProtocol(String name, String description, Scenario scenario) {

    /** Names the scenario, so that a schedule that it prints leads back to it. */
    public ShippedProtocol {
        scenario = scenario.named(name);
    }
}
