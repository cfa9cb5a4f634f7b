package dev.mortise.posix.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the arguments of one call: where errno is captured, room for one structure, and for two names or one
 * small transfer. Used by one thread at a time.
 */
final class Scratch {

    /** The kernel refuses longer names itself: {@code PATH_MAX}, with the NUL. */
    static final int NAME_BYTES = 4096;

    static final int TRANSFER_BYTES = 2 * NAME_BYTES;

    private static final int ERRNO_BYTES = 16;
    private static final int STRUCT = ERRNO_BYTES;
    private static final int STRUCT_BYTES = 496;
    private static final int NAMES = STRUCT + STRUCT_BYTES;
    private static final int BYTES = NAMES + TRANSFER_BYTES;

    final MemorySegment errno;
    private final MemorySegment memory;
    private final @Nullable Arena owned;

    private Scratch(Arena arena, @Nullable Arena owned) {
        this.memory = arena.allocate(BYTES, 16);
        this.errno = memory.asSlice(0, ERRNO_BYTES, 16);
        this.owned = owned;
    }

    /** One that lives in a pool, until the pool's backend is gone. */
    static Scratch pooled(Arena arena) {
        return new Scratch(arena, null);
    }

    /** One for a single call of this thread. */
    static Scratch temporary() {
        Arena arena = Arena.ofConfined();
        return new Scratch(arena, arena);
    }

    boolean isTemporary() {
        return owned != null;
    }

    void free() {
        if (owned != null) {
            owned.close();
        }
    }

    int capturedErrno() {
        return errno.get(JAVA_INT_UNALIGNED, 0);
    }

    /** The address of the structure's room, which the setters and getters below fill and read. */
    long struct() {
        return memory.address() + STRUCT;
    }

    void clearStruct(int bytes) {
        memory.asSlice(STRUCT, bytes).fill((byte) 0);
    }

    void setShort(int offset, int value) {
        memory.set(JAVA_SHORT_UNALIGNED, STRUCT + offset, (short) value);
    }

    void setInt(int offset, int value) {
        memory.set(JAVA_INT_UNALIGNED, STRUCT + offset, value);
    }

    void setLong(int offset, long value) {
        memory.set(JAVA_LONG_UNALIGNED, STRUCT + offset, value);
    }

    int getShort(int offset) {
        return Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED, STRUCT + offset));
    }

    int getInt(int offset) {
        return memory.get(JAVA_INT_UNALIGNED, STRUCT + offset);
    }

    long getLong(int offset) {
        return memory.get(JAVA_LONG_UNALIGNED, STRUCT + offset);
    }

    void getBytes(byte[] target, int length) {
        MemorySegment.copy(memory, JAVA_BYTE, STRUCT, target, 0, length);
    }

    /** The address of the room for a transfer of at most {@link #TRANSFER_BYTES}. */
    long transfer() {
        return memory.address() + NAMES;
    }

    void fillTransfer(byte[] source, int from, int length) {
        MemorySegment.copy(source, from, memory, JAVA_BYTE, NAMES, length);
    }

    void drainTransfer(byte[] target, int from, int length) {
        MemorySegment.copy(memory, JAVA_BYTE, NAMES, target, from, length);
    }

    /** Copies a name of at most {@link #NAME_BYTES} into the first or the second place and tells its address. */
    long name(int place, byte[] terminated) {
        long offset = NAMES + (long) place * NAME_BYTES;
        MemorySegment.copy(terminated, 0, memory, JAVA_BYTE, offset, terminated.length);
        return memory.address() + offset;
    }
}
