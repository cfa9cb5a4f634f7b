package dev.mortise.posix.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.NativeMemory;
import dev.mortise.posix.abi.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The downcalls.
 *
 * <p>Linking one handle per call of the kernel would cost a millisecond or more each at start-up, so one handle serves
 * them all. It must never be linked as a critical call: it may block, and a thread blocked in a critical call stalls
 * every garbage collection. The clock never blocks, so its handle is critical.
 */
final class FfmDowncalls implements Downcalls {

    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup libc = linker.defaultLookup();
    private final Arena pool = Arena.ofAuto();
    private final MethodHandle syscall;
    private final MethodHandle clock;

    FfmDowncalls() {
        this.syscall = link(
                "syscall",
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                CAPTURE,
                Linker.Option.firstVariadicArg(1));
        this.clock = link(
                "clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.critical(false));
    }

    @SuppressWarnings("restricted")
    private MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return linker.downcallHandle(symbol(name), descriptor, options);
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
        MemoryLayout[] shape = new MemoryLayout[arguments.length];
        Arrays.fill(shape, JAVA_LONG);
        Object[] boxed = Arrays.stream(arguments).boxed().toArray();
        try {
            return (int) link(name, FunctionDescriptor.of(JAVA_INT, shape)).invokeWithArguments(boxed);
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
