/** The laws of the house as tests, each with a planted violation that it must find. */
@NullMarked
package dev.mortise.house;

import org.jspecify.annotations.NullMarked;
