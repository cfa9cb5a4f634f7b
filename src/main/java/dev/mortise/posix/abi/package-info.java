/**
 * The kernel's binary interface as numbers: what the C preprocessor would have told, held to it by
 * {@code native/probe}. Shared by the backends, closed to everybody else.
 *
 * <p>{@link dev.mortise.posix.abi.SyscallPosix} makes the whole port of these numbers, for every backend that brings
 * {@link dev.mortise.posix.abi.Downcalls}. {@link dev.mortise.posix.abi.OptionalJar} says what is wrong with the jar that
 * such a backend stands on.
 */
@NullMarked
package dev.mortise.posix.abi;

import org.jspecify.annotations.NullMarked;
