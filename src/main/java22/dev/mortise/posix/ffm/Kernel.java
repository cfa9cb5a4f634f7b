package dev.mortise.posix.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mortise.posix.abi.Architecture;
import dev.mortise.posix.abi.Structs;
import dev.mortise.posix.abi.Syscall;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The downcalls.
 *
 * <p>{@code long syscall(long number, ...)} reaches every call of the kernel with one linked handle; linking one handle
 * per call would cost a millisecond or more each at start-up. It must never be linked as a critical call: it may block,
 * and a thread blocked in a critical call stalls every garbage collection. The clocks go through the C library instead,
 * since it answers them without entering the kernel; they never block, so that handle is critical.
 */
final class Kernel {

    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private final Architecture architecture;
    private final Linker linker;
    private final SymbolLookup libc;
    private final MethodHandle syscall;
    private final MethodHandle clock;

    Kernel(Architecture architecture) {
        this.architecture = architecture;
        this.linker = Linker.nativeLinker();
        this.libc = linker.defaultLookup();
        this.syscall = link(
                "syscall",
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                CAPTURE,
                Linker.Option.firstVariadicArg(1));
        this.clock = link(
                "clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.critical(false));
    }

    Architecture architecture() {
        return architecture;
    }

    /** Links a function of the C library. */
    @SuppressWarnings("restricted")
    MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return linker.downcallHandle(address(name), descriptor, options);
    }

    /** The address of a function of the C library. */
    MemorySegment address(String name) {
        return libc.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    }

    boolean has(String name) {
        return libc.find(name).isPresent();
    }

    long call(Scratch scratch, Syscall number, long a) {
        return call(scratch, number, a, 0, 0, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b) {
        return call(scratch, number, a, b, 0, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c) {
        return call(scratch, number, a, b, c, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c, long d) {
        return call(scratch, number, a, b, c, d, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c, long d, long e) {
        long result;
        try {
            result = (long) syscall.invokeExact(scratch.errno, (long) number.number(architecture), a, b, c, d, e, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
        return result >= 0 ? result : -scratch.capturedErrno();
    }

    long nanos(Scratch scratch, int clockId) {
        try {
            int refused = (int) clock.invokeExact(clockId, scratch.struct());
            if (refused != 0) {
                throw new IllegalStateException("clock_gettime(" + clockId + ") refused");
            }
        } catch (Throwable t) {
            throw unexpected(t);
        }
        return scratch.getLong(0) * 1_000_000_000L + scratch.getLong(Structs.TIMESPEC_BYTES / 2);
    }

    /** A downcall throws nothing by itself: what arrives here is the JVM's, such as a stack overflow. */
    static RuntimeException unexpected(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return t instanceof RuntimeException runtime ? runtime : new IllegalStateException(t);
    }
}
