package dev.mortise.testkit.proof;

import dev.mortise.testkit.Scenario;

/**
 * A protocol of the library with a scenario that proves it.
 *
 * @param name the scenario's
 * @param description what happens in it
 * @param scenario within small bounds, to be widened
 */
public record ShippedProtocol(String name, String description, Scenario scenario) {}
