package dev.mortise.posix.ffm;

import dev.mortise.posix.abi.NativeMemory;
import dev.mortise.posix.abi.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** A memory segment; where it is a {@link Scratch}, its first bytes capture errno. */
final class SegmentMemory extends NativeMemory {

    private static final int ALIGNMENT = 16;

    final MemorySegment errno;
    private final @Nullable Arena owned;

    private SegmentMemory(MemorySegment segment, @Nullable Arena owned) {
        super(segment.asByteBuffer(), segment.address());
        this.errno = segment.asSlice(0, Math.min(Scratch.ERRNO_BYTES, segment.byteSize()));
        this.owned = owned;
    }

    /** Freed with the pool. */
    static SegmentMemory pooled(Arena pool, int bytes) {
        return new SegmentMemory(pool.allocate(bytes, ALIGNMENT), null);
    }

    /** For this thread alone, until it is closed. */
    static SegmentMemory borrowed(int bytes) {
        Arena arena = Arena.ofConfined();
        return new SegmentMemory(arena.allocate(bytes, ALIGNMENT), arena);
    }

    int capturedErrno() {
        return errno.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
