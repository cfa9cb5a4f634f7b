/**
 * The waiting room in front of a lock: who of this process's threads goes next, and how a process waits for another one
 * without asking again and again.
 *
 * <p>A {@link dev.mortise.queue.Station} stands before one lock. Its threads take turns among themselves without the kernel
 * while they may, and wait in a queue otherwise. What a lock is to the kernel, a {@link dev.mortise.queue.Door} knows. A
 * {@link dev.mortise.queue.Doorman} is a thread that blocks in the kernel in the place of all those in the queue, on an open file
 * description of its own.
 */
@NullMarked
package dev.mortise.queue;

import org.jspecify.annotations.NullMarked;
