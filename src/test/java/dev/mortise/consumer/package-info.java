/** The jar as others meet it: compiled against, run, and linked into an image of its own. */
@NullMarked
package dev.mortise.consumer;

import org.jspecify.annotations.NullMarked;
