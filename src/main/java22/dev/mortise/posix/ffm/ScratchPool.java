package dev.mortise.posix.ffm;

import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few pieces of native memory, shared by any number of threads.
 *
 * <p>A thread looks at the two slots that its id chooses and takes what it finds; when both are empty, because others are
 * inside a call or blocked in one, it makes a temporary piece. Slots lie a cache line apart. No thread-locals: ten
 * thousand virtual threads would each keep one.
 */
final class ScratchPool {

    private static final int SLOTS = 32;
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable Scratch> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);

    ScratchPool(Arena arena) {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i * STRIDE, Scratch.pooled(arena));
        }
    }

    Scratch take() {
        int slot = slotOfThread();
        Scratch scratch = slots.getAndSet(slot, null);
        if (scratch == null) {
            scratch = slots.getAndSet(neighbour(slot), null);
        }
        return scratch == null ? Scratch.temporary() : scratch;
    }

    void give(Scratch scratch) {
        if (scratch.isTemporary()) {
            scratch.free();
            return;
        }
        int slot = slotOfThread();
        while (!slots.compareAndSet(slot, null, scratch)) {
            slot = neighbour(slot);
        }
    }

    private static int slotOfThread() {
        return ((int) Thread.currentThread().threadId() & SLOTS - 1) * STRIDE;
    }

    private static int neighbour(int slot) {
        return (slot + STRIDE) % (SLOTS * STRIDE);
    }
}
