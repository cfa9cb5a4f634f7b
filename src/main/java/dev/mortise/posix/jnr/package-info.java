/**
 * The backend over jnr-posix, an optional jar. What the jar's own interface has and does right goes through it; all else
 * through the invoker of jffi, which comes with it.
 */
@NullMarked
package dev.mortise.posix.jnr;

import org.jspecify.annotations.NullMarked;
