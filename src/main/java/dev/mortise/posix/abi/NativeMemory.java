package dev.mortise.posix.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A piece of native memory: its address for the kernel, its bytes for Java, in the machine's order. */
public abstract class NativeMemory implements AutoCloseable {

    private final ByteBuffer bytes;
    private final long address;

    /**
     * Describes a piece.
     *
     * @param bytes a direct buffer that spans it
     * @param address where it starts, aligned for every structure of the kernel
     */
    protected NativeMemory(ByteBuffer bytes, long address) {
        this.bytes = bytes.order(ByteOrder.nativeOrder());
        this.address = address;
    }

    /**
     * Its bytes; only by index, since the buffer's position is nobody's.
     *
     * @return the same buffer each time
     */
    public final ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Its address.
     *
     * @return valid until it is closed
     */
    public final long address() {
        return address;
    }

    /** Gives it back: neither bytes nor address may be used any more. */
    @Override
    public abstract void close();
}
