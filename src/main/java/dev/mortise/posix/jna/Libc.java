package dev.mortise.posix.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of the C library that JNA binds to native methods, by their names.
 *
 * <p>{@code syscall} takes any number of arguments in C. In the calling conventions of Linux on x86-64 and aarch64 whole
 * numbers travel alike to such a function and to any other, so it is mapped with the most that it reads.
 */
final class Libc {

    private Libc() {}

    /** Binds the methods, once. */
    static synchronized void bind() {
        if (!Native.registered(Libc.class)) {
            Native.register(Libc.class, NativeLibrary.getProcess());
        }
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int clock_gettime(int clock, long timespec);
}
