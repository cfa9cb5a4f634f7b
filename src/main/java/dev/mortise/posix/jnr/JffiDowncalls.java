package dev.mortise.posix.jnr;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.NativeMemory;
import dev.mortise.posix.abi.Scratch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The downcalls, through the library below jnr-posix.
 *
 * <p>An interface mapped by jnr-ffi would do the same, but the class that it generates lies in a module of its own and
 * cannot see an interface in this closed package. jffi's invoker takes six numbers and allocates nothing.
 *
 * <p>{@code syscall} takes any number of arguments in C. In the calling conventions of Linux on x86-64 and aarch64 whole
 * numbers travel alike to such a function and to any other. It reads one argument more than it is given here, which no
 * call of the port has.
 *
 * <p>jffi keeps errno for the thread that made the call, right after it, and a thread that runs Java between the two
 * calls here cannot be moved to another: nothing in between waits.
 */
final class JffiDowncalls implements Downcalls {

    private static final int SYSCALL_ARGUMENTS = 6;

    private final Library libc = Library.getDefault();
    private final Invoker invoker = Invoker.getInstance();
    private final LastError lastError = LastError.getInstance();
    private final MemoryIO memory = MemoryIO.getInstance();
    private final CallContext sixNumbers = shape(Type.SINT64, SYSCALL_ARGUMENTS);
    private final CallContext twoNumbers = shape(Type.SINT32, 2);
    private final long syscall = address("syscall");
    private final long clock = address("clock_gettime");

    private static CallContext shape(Type result, int arguments) {
        Type[] types = new Type[arguments];
        Arrays.fill(types, Type.SINT64);
        return CallContext.getCallContext(result, types, CallingConvention.DEFAULT, true);
    }

    @Override
    public long syscall(Scratch scratch, long number, long a, long b, long c, long d, long e) {
        long result = invoker.invokeN6(sixNumbers, syscall, number, a, b, c, d, e);
        return result >= 0 ? result : -lastError.get();
    }

    @Override
    public int clockGettime(int id, long timespec) {
        return (int) invoker.invokeN2(twoNumbers, clock, id, timespec);
    }

    @Override
    public boolean has(String function) {
        return libc.getSymbolAddress(function) != 0;
    }

    @Override
    public long address(String function) {
        long address = libc.getSymbolAddress(function);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + function);
        }
        return address;
    }

    @Override
    public int function(String name, long... arguments) {
        Function function = new Function(address(name), shape(Type.SINT32, arguments.length));
        HeapInvocationBuffer values = new HeapInvocationBuffer(function);
        for (long argument : arguments) {
            values.putLong(argument);
        }
        return invoker.invokeInt(function, values);
    }

    /** A direct buffer of the JDK, whose memory goes with it. */
    @Override
    public NativeMemory pooled(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        return new Memory(buffer, memory.getDirectBufferAddress(buffer), false);
    }

    /** Of the C library, given back at once: direct buffers would pile up until the next collection. */
    @Override
    public NativeMemory borrowed(int bytes) {
        long address = memory.allocateMemory(bytes, false);
        if (address == 0) {
            throw new OutOfMemoryError("malloc of " + bytes + " bytes");
        }
        return new Memory(memory.newDirectByteBuffer(address, bytes), address, true);
    }

    private final class Memory extends NativeMemory {

        private final boolean borrowed;

        Memory(ByteBuffer bytes, long address, boolean borrowed) {
            super(bytes, address);
            this.borrowed = borrowed;
        }

        @Override
        public void close() {
            if (borrowed) {
                memory.freeMemory(address());
            }
        }
    }
}
