package dev.mortise.posix.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.mortise.posix.abi.Downcalls;
import dev.mortise.posix.abi.NativeMemory;
import dev.mortise.posix.abi.Scratch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The downcalls.
 *
 * <p>JNA keeps errno for the thread that made the call, right after it, and a thread that runs Java between the two calls
 * here cannot be moved to another: nothing in between waits.
 */
final class JnaDowncalls implements Downcalls {

    private final NativeLibrary libc;

    private JnaDowncalls(NativeLibrary libc) {
        this.libc = libc;
    }

    static Downcalls open() {
        Libc.bind();
        return new JnaDowncalls(NativeLibrary.getProcess());
    }

    @Override
    public long syscall(Scratch scratch, long number, long a, long b, long c, long d, long e) {
        long result = Libc.syscall(number, a, b, c, d, e, 0);
        return result >= 0 ? result : -Native.getLastError();
    }

    @Override
    public int clockGettime(int clock, long timespec) {
        return Libc.clock_gettime(clock, timespec);
    }

    @Override
    public boolean has(String function) {
        try {
            return address(function) != 0;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Override
    public long address(String function) {
        return Pointer.nativeValue(libc.getFunction(function));
    }

    @Override
    public int function(String function, long... arguments) {
        return libc.getFunction(function)
                .invokeInt(Arrays.stream(arguments).boxed().toArray());
    }

    /** A direct buffer of the JDK, whose memory goes with it. */
    @Override
    public NativeMemory pooled(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        return new Memory(buffer, Pointer.nativeValue(Native.getDirectBufferPointer(buffer)), false);
    }

    /** Of the C library, given back at once: direct buffers would pile up until the next collection. */
    @Override
    public NativeMemory borrowed(int bytes) {
        long address = Native.malloc(bytes);
        if (address == 0) {
            throw new OutOfMemoryError("malloc of " + bytes + " bytes");
        }
        return new Memory(new Pointer(address).getByteBuffer(0, bytes), address, true);
    }

    private static final class Memory extends NativeMemory {

        private final boolean borrowed;

        Memory(ByteBuffer bytes, long address, boolean borrowed) {
            super(bytes, address);
            this.borrowed = borrowed;
        }

        @Override
        public void close() {
            if (borrowed) {
                Native.free(address());
            }
        }
    }
}
