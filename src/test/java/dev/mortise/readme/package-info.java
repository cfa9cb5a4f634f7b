/** The README's code, compiled and run. */
@NullMarked
package dev.mortise.readme;

import org.jspecify.annotations.NullMarked;
