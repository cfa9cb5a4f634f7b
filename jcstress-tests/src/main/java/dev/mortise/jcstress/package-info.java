/**
 * Races between threads, run by jcstress: each class asks one question, of the kernel through {@link
 * dev.mortise.posix.Posix} or of a {@link dev.mortise.KernelLock}, and describes every answer. Two threads race in each: jcstress leaves out what
 * needs more processors than there are.
 *
 * <p>The backend is the one that {@code -Dmortise.backend} names, else the first that works. The twins in {@link
 * dev.mortise.jcstress.broken} ask the same questions of protocols that are known to be wrong, so that a green run means
 * something.
 */
@NullMarked
package dev.mortise.jcstress;

import org.jspecify.annotations.NullMarked;
