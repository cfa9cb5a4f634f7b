package dev.mortise.posix.ffm;

import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.NativeMemory;
import dev.mortise.posix.abi.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The downcalls.
 *
 * <p>Linking one handle per call of the kernel would cost a millisecond or more each at start-up, so one handle serves
 * them all.
 */
final class FfmDowncalls implements Downcalls {

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup libc = linker.defaultLookup();
    private final Arena pool = Arena.ofAuto();
    private final MethodHandle syscall;
    private final MethodHandle clock;

    FfmDowncalls() {
        this.syscall = link("syscall", Shape.SYSCALL);
        this.clock = link("clock_gettime", Shape.CLOCK);
    }

    @SuppressWarnings("restricted")
    private MethodHandle link(String name, Shape shape) {
        return linker.downcallHandle(symbol(name), shape.descriptor(), shape.options());
    }

    private MemorySegment symbol(String name) {
        return libc.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    }

    @Override
    public long syscall(Scratch scratch, long number, long a, long b, long c, long d, long e) {
        SegmentMemory memory = (SegmentMemory) scratch.memory();
        long result;
        try {
            result = (long) syscall.invokeExact(memory.errno, number, a, b, c, d, e, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
        return result >= 0 ? result : -memory.capturedErrno();
    }

    @Override
    public int clockGettime(int id, long timespec) {
        try {
            return (int) clock.invokeExact(id, timespec);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    @Override
    public boolean has(String function) {
        return libc.find(function).isPresent();
    }

    @Override
    public long address(String function) {
        return symbol(function).address();
    }

    /** A handle is linked for each call, and the JDK caches it by its shape. */
    @Override
    public int function(String name, long... arguments) {
        Object[] boxed = Arrays.stream(arguments).boxed().toArray();
        try {
            return (int) link(name, Shape.ofLongs(arguments.length)).invokeWithArguments(boxed);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    @Override
    public NativeMemory pooled(int bytes) {
        return SegmentMemory.pooled(pool, bytes);
    }

    @Override
    public NativeMemory borrowed(int bytes) {
        return SegmentMemory.borrowed(bytes);
    }

    /** A downcall throws nothing by itself: what arrives here is the JVM's, such as a stack overflow. */
    private static RuntimeException unexpected(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return t instanceof RuntimeException runtime ? runtime : new IllegalStateException(t);
    }
}
