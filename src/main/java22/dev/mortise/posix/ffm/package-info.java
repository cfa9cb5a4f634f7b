/**
 * The backend over the Foreign Function &amp; Memory API: one downcall, {@code syscall(2)}, serves nearly every call.
 *
 * <p>Compiled for Java 22 and loaded by name, so the rest of the library runs on 17.
 */
@NullMarked
package dev.mortise.posix.ffm;

import org.jspecify.annotations.NullMarked;
