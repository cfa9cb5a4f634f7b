/** What every proof has in common: the lock under test. */
@NullMarked
package dev.mortise.testkit;

import org.jspecify.annotations.NullMarked;
