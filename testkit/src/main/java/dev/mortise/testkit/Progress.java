package dev.mortise.testkit;

/**
 * How far a search has come.
 *
 * @param states distinct states visited; of a hunt the schedules played
 * @param transitions steps taken
 * @param frontier states that were reached and not yet expanded
 * @param depth steps from the start to those that are expanded now; of a hunt the longest schedule
 */
public record Progress(long states, long transitions, long frontier, int depth) {}
