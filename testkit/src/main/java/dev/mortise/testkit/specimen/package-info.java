/**
 * Broken locks, kept as specimens: every proof must catch each of them, so that no proof is vacuous. Like the locks that
 * replace them they touch nothing but the port.
 */
@NullMarked
package dev.mortise.testkit.specimen;

import org.jspecify.annotations.NullMarked;
