/** How this JVM starts others like it. */
@NullMarked
package dev.mortise.testkit.child;

import org.jspecify.annotations.NullMarked;
