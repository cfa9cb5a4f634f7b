/**
 * The kernel's binary interface as numbers: what the C preprocessor would have told, held to it by
 * {@code native/probe}. Shared by the backends, closed to everybody else.
 */
@NullMarked
package dev.mortise.posix.abi;

import org.jspecify.annotations.NullMarked;
