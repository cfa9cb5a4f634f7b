/**
 * Protocols that look right and are not. The gate runs them apart and fails unless jcstress finds each of them out.
 */
@NullMarked
package dev.mortise.jcstress.broken;

import org.jspecify.annotations.NullMarked;
