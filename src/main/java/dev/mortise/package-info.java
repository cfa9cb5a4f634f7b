/**
 * Locks between processes.
 *
 * <p>{@link dev.mortise.KernelLock} locks a whole file; {@link dev.mortise.RangeLock} locks a range of its bytes. Both are cheap
 * descriptions: nothing is opened before something is acquired, and what was acquired is a {@link dev.mortise.Hold}, which
 * whoever has it closes.
 *
 * <table>
 *   <caption>Which one?</caption>
 *   <tr><th></th><th>{@code KernelLock}</th><th>{@code RangeLock}</th></tr>
 *   <tr><td>the kernel's</td><td>{@code flock}</td><td>open file description's lock</td></tr>
 *   <tr><td>excludes</td><td>{@code flock(1)}, Python's {@code fcntl.flock}, BSD locks</td>
 *       <td>{@code FileChannel.lock}, Python's {@code lockf}, SQLite, POSIX locks</td></tr>
 *   <tr><td>exclusive needs</td><td>a file that can be written (the kernel would not mind, but then every reader could lock it)</td>
 *       <td>the same</td></tr>
 *   <tr><td>between processes</td><td>who waits stands in line</td><td>the kernel's order</td></tr>
 * </table>
 *
 * <p>The truth is in every case a lock that the kernel keeps for an open file: it ends with its owner, however that ends, and what a
 * file contains or how old it is decides nothing.
 */
@NullMarked
package dev.mortise;

import org.jspecify.annotations.NullMarked;
