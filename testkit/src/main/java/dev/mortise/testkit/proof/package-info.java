/**
 * The library's own protocols under proof: one class of scenarios for each. Start with {@link dev.mortise.testkit.proof.FlockProofs}.
 */
@NullMarked
package dev.mortise.testkit.proof;

import org.jspecify.annotations.NullMarked;
