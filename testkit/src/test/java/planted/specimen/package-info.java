/** Specimens that reach past the port: what {@code TestkitHouseTest} must find. */
@NullMarked
package planted.specimen;

import org.jspecify.annotations.NullMarked;
