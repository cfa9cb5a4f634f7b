/** The command {@code mortise}: {@code Main} reads the words, one class per command does the work, {@code Exit} says how it went. */
@NullMarked
package dev.mortise.cli;

import org.jspecify.annotations.NullMarked;
