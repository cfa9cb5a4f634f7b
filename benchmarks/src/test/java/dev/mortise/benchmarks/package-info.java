/** Proves that the benchmarks run; how fast is nobody's test. */
@NullMarked
package dev.mortise.benchmarks;

import org.jspecify.annotations.NullMarked;
