/** What is told to those who watch: flight recorder events and log lines. The only room that sees {@code jdk.jfr}. */
@NullMarked
package dev.mortise.event;

import org.jspecify.annotations.NullMarked;
