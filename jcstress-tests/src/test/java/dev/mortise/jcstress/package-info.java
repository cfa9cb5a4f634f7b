/** The gate that runs the harnesses. */
@NullMarked
package dev.mortise.jcstress;

import org.jspecify.annotations.NullMarked;
