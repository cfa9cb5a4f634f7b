@NullMarked
package dev.mortise.compat;

import org.jspecify.annotations.NullMarked;
