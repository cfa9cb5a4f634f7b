/**
 * The protocols: straight functions over the port, without threads, clocks or chance of their own, so that an explorer can run
 * the very code that ships through every interleaving.
 *
 * <p>{@link dev.mortise.protocol.PermanentFile} is a file that is opened to be locked and never removed;
 * {@link dev.mortise.protocol.FlockProtocol} locks it as a whole, {@link dev.mortise.protocol.RangeProtocol} a range of its
 * bytes, and {@link dev.mortise.protocol.Gate} is where those stand in line who wait for the whole.
 */
@NullMarked
package dev.mortise.protocol;

import org.jspecify.annotations.NullMarked;
