/**
 * Broken locks, kept as specimens: every proof must catch each of them, so that no proof is vacuous. Like the locks that
 * replace them they touch nothing but the port.
 *
 * <p>Start with {@link dev.mortise.testkit.specimen.Specimens}, which says of each who made the mistake, which law it breaks and
 * where to see it. Each class tells problem, schedule, consequence and what to do instead. Most of them differ from a lock in
 * order in one method, which is all that they contain; what they share lies in {@code PidFile}, {@code VerifiedFlock},
 * {@code GuardedPidFile} and {@code WitnessedFile}.
 */
@NullMarked
package dev.mortise.testkit.specimen;

import org.jspecify.annotations.NullMarked;
