package dev.mortise.testkit;

/**
 * A law that was broken, and how to see it again.
 *
 * @param oracle which law
 * @param message who broke it, and how
 * @param schedule the shortest way there, when the search was exhaustive
 * @param timeline the same as a table, one column for each actor and one for the disk
 * @param page the same as a page for a browser, which refers to nothing outside of itself
 */
public record Violation(Oracle oracle, String message, Schedule schedule, String timeline, String page) {}
