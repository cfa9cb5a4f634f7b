package dev.mortise.posix.abi;

import java.nio.ByteBuffer;

/**
 * Native memory for the arguments of one call: where errno may be captured, room for one structure, and for two names or
 * one small transfer. Used by one thread at a time.
 */
public final class Scratch {

    /** The bytes at the start of {@link #memory} that are left to whoever makes the call. */
    public static final int ERRNO_BYTES = 16;

    /** The kernel refuses longer names itself: {@code PATH_MAX}, with the NUL. */
    static final int NAME_BYTES = 4096;

    static final int TRANSFER_BYTES = 2 * NAME_BYTES;

    private static final int STRUCT = ERRNO_BYTES;
    private static final int STRUCT_BYTES = 496;
    private static final int NAMES = STRUCT + STRUCT_BYTES;
    private static final int BYTES = NAMES + TRANSFER_BYTES;

    private final NativeMemory memory;
    private final ByteBuffer bytes;
    private final boolean temporary;

    private Scratch(NativeMemory memory, boolean temporary) {
        this.memory = memory;
        this.bytes = memory.bytes();
        this.temporary = temporary;
    }

    /** One that lives in a pool. */
    static Scratch pooled(Downcalls downcalls) {
        return new Scratch(downcalls.pooled(BYTES), false);
    }

    /** One for a single call of this thread. */
    static Scratch temporary(Downcalls downcalls) {
        return new Scratch(downcalls.borrowed(BYTES), true);
    }

    boolean isTemporary() {
        return temporary;
    }

    void free() {
        memory.close();
    }

    /**
     * What it is made of.
     *
     * @return the memory that {@link Downcalls} made
     */
    public NativeMemory memory() {
        return memory;
    }

    /** The address of the structure's room, which the setters and getters below fill and read. */
    long struct() {
        return memory.address() + STRUCT;
    }

    /** A multiple of eight bytes. */
    void clearStruct(int size) {
        for (int offset = 0; offset < size; offset += Long.BYTES) {
            setLong(offset, 0);
        }
    }

    void setShort(int offset, int value) {
        bytes.putShort(STRUCT + offset, (short) value);
    }

    void setLong(int offset, long value) {
        bytes.putLong(STRUCT + offset, value);
    }

    int getShort(int offset) {
        return Short.toUnsignedInt(bytes.getShort(STRUCT + offset));
    }

    int getInt(int offset) {
        return bytes.getInt(STRUCT + offset);
    }

    long getLong(int offset) {
        return bytes.getLong(STRUCT + offset);
    }

    void getBytes(byte[] target, int length) {
        bytes.get(STRUCT, target, 0, length);
    }

    /** The address of the room for a transfer of at most {@link #TRANSFER_BYTES}. */
    long transfer() {
        return memory.address() + NAMES;
    }

    void fillTransfer(byte[] source, int from, int length) {
        bytes.put(NAMES, source, from, length);
    }

    void drainTransfer(byte[] target, int from, int length) {
        bytes.get(NAMES, target, from, length);
    }

    /**
     * Copies a name of at most {@link #NAME_BYTES} into the first or the second place and tells its address. Another thread
     * may have written to the array after it was checked: the copy ends with a NUL all the same.
     */
    long name(int place, byte[] terminated) {
        int offset = NAMES + place * NAME_BYTES;
        bytes.put(offset, terminated, 0, terminated.length);
        bytes.put(offset + terminated.length - 1, (byte) 0);
        return memory.address() + offset;
    }
}
