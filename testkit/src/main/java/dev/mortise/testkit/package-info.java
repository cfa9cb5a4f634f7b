/**
 * The explorer: code that calls the port, run through every interleaving of its calls on a simulated kernel.
 *
 * <p>Start with {@link dev.mortise.testkit.Scenario}: who contends, within which bounds. A lock is written as a
 * {@link dev.mortise.testkit.Contended}, any other code as an {@link dev.mortise.testkit.Actor} on its
 * {@link dev.mortise.testkit.Stage}. A search comes to a {@link dev.mortise.testkit.Proof}; if a law of
 * {@link dev.mortise.testkit.Oracle} is broken, to a {@link dev.mortise.testkit.Violation} with a
 * {@link dev.mortise.testkit.Schedule} that plays it again. A {@link dev.mortise.testkit.Conductor} plays it with real processes, and holds the
 * model to what their kernel answers.
 */
@NullMarked
package dev.mortise.testkit;

import org.jspecify.annotations.NullMarked;
