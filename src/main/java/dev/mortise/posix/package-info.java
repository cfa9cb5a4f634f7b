/**
 * The door to the kernel and its backends.
 *
 * <table>
 *   <caption>The backends</caption>
 *   <tr><th>name</th><th>way to the kernel</th><th>needs</th><th>chosen</th></tr>
 *   <tr><td>{@code ffm}</td><td>the Foreign Function &amp; Memory API</td><td>Java 22</td><td>first</td></tr>
 *   <tr><td>{@code jni}</td><td>a shim in C, carried in the jar</td><td>a temporary directory that may hold a library</td>
 *       <td>second; first for the command line, since it starts sooner</td></tr>
 *   <tr><td>{@code jnr}</td><td>jnr-posix, and jffi below it</td><td>{@code com.github.jnr:jnr-posix:3.2.5}; a temporary
 *       directory that may hold a library</td><td>third; as fast as the first two once it runs, the slowest to start</td></tr>
 *   <tr><td>{@code jna}</td><td>JNA, functions mapped directly</td><td>{@code net.java.dev.jna:jna:5.19.1}; a temporary
 *       directory that may hold a library</td><td>last; half as slow again for each call</td></tr>
 * </table>
 *
 * <p>All pass one contract suite, {@code PosixContract}, and allocate nothing where {@link dev.mortise.posix.Posix} promises it. {@link dev.mortise.posix.Backends} chooses and, when it cannot,
 * says what to do.
 *
 * <p>Decorators stand over any of them, in any order: {@link dev.mortise.posix.RecordingPosix} tells what was called,
 * {@link dev.mortise.posix.FaultyPosix} lets planned calls fail, and {@link dev.mortise.posix.ForwardingPosix} is the base for
 * others.
 */
@NullMarked
package dev.mortise.posix;

import org.jspecify.annotations.NullMarked;
