/** What older programs write, say and expect, over locks that have none of their races. */
@NullMarked
package dev.mortise.compat;

import org.jspecify.annotations.NullMarked;
