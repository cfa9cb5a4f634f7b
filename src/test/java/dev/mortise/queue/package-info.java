/** The waiting room's laws, on a kernel that does what the test says. */
@NullMarked
package dev.mortise.queue;

import org.jspecify.annotations.NullMarked;
