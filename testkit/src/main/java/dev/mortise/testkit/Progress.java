package dev.mortise.testkit;

/**
 * How far a search has come.
 *
 * @param states distinct states visited
 * @param transitions steps taken between them
 * @param frontier states that were reached and not yet expanded
 * @param depth steps from the start to those that are expanded now
 */
public record Progress(long states, long transitions, long frontier, int depth) {}
