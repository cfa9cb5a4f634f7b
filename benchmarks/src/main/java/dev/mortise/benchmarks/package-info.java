/**
 * Benchmarks, each beside its peers in one run. An absolute time is noise on a shared machine, so what counts is the ratio
 * to the C loop, or to {@code FileChannel}, that ran in between.
 *
 * <p>{@link dev.mortise.benchmarks.Report} prints the pages that people read; {@link dev.mortise.benchmarks.Main} takes
 * JMH's own command line.
 */
@NullMarked
package dev.mortise.benchmarks;

import org.jspecify.annotations.NullMarked;
