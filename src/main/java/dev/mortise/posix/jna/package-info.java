/**
 * The backend over JNA, an optional jar: functions of the C library mapped directly onto native methods.
 */
@NullMarked
package dev.mortise.posix.jna;

import org.jspecify.annotations.NullMarked;
