package dev.mortise.benchmarks;

import java.util.OptionalDouble;

/**
 * What one JVM took, from its start to its end.
 *
 * @param wall milliseconds that passed
 * @param lock milliseconds of these, from opening the backend to closing the file
 * @param cpu milliseconds that all its threads worked, if that could be told
 */
record Start(double wall, double lock, OptionalDouble cpu) {}
