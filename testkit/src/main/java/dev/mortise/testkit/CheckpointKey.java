package dev.mortise.testkit;

/**
 * All that an actor's code still remembers at the head of a retry loop, as far as it said so. Two histories that reach the same
 * key go on alike; the audit runs both to find out.
 */
record CheckpointKey(int actor, int pid, String label, long state, int round, Phase phase) {}
