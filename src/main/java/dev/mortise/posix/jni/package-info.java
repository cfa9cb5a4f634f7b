/**
 * The backend over the Java Native Interface: a shim in C, {@code native/jni}, that the jar carries as a resource.
 *
 * <p>It starts in half the time of the other one and runs on every Java from 17. Its price is that the library must lie
 * in a file for a moment, in a directory from which code may be loaded; {@code -Dmortise.native.dir=DIR} names one where
 * the temporary directory is not.
 */
@NullMarked
package dev.mortise.posix.jni;

import org.jspecify.annotations.NullMarked;
