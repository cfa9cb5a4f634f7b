/** A house whose rooms each break a law: what {@code dev.mortise.house} must find. Nothing here runs. */
@NullMarked
package planted;

import org.jspecify.annotations.NullMarked;
