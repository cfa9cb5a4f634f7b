/**
 * The protocols: straight functions over the port, without threads, clocks or chance of their own, so that an explorer can run
 * the very code that ships through every interleaving.
 *
 * <p>{@link dev.mortise.protocol.FlockProtocol} locks a permanent file.
 */
@NullMarked
package dev.mortise.protocol;

import org.jspecify.annotations.NullMarked;
