/** Who owns a lock, whether that process lives, and how we know. */
@NullMarked
package dev.mortise.owner;

import org.jspecify.annotations.NullMarked;
