/** The locks beside those of other programs: whom they exclude, and whom they do not. */
@NullMarked
package dev.mortise.interop;

import org.jspecify.annotations.NullMarked;
