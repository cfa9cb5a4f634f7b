/**
 * The door to the kernel and its backends.
 *
 * <table>
 *   <caption>The backends</caption>
 *   <tr><th>name</th><th>way to the kernel</th><th>needs</th><th>chosen</th></tr>
 *   <tr><td>{@code ffm}</td><td>the Foreign Function &amp; Memory API</td><td>Java 22</td><td>first</td></tr>
 *   <tr><td>{@code jni}</td><td>a shim in C, carried in the jar</td><td>a temporary directory that may hold a library</td>
 *       <td>second; first for the command line, since it starts sooner</td></tr>
 * </table>
 *
 * <p>All pass one contract suite, {@code PosixContract}. {@link dev.mortise.posix.Backends} chooses and, when it cannot,
 * says what to do.
 */
@NullMarked
package dev.mortise.posix;

import org.jspecify.annotations.NullMarked;
