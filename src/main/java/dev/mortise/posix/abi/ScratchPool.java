package dev.mortise.posix.abi;

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

    private final Downcalls downcalls;

    ScratchPool(Downcalls downcalls) {
        this.downcalls = downcalls;
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i * STRIDE, Scratch.pooled(downcalls));
        }
    }

    Scratch take() {
        int slot = slotOfThread();
        Scratch scratch = slots.getAndSet(slot, null);
        if (scratch == null) {
            scratch = slots.getAndSet(neighbour(slot), null);
        }
        return scratch == null ? Scratch.temporary(downcalls) : scratch;
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

    /** A thread may override its id, so nothing rests on it but speed. */
    private static int slotOfThread() {
        return ((int) Thread.currentThread().getId() & SLOTS - 1) * STRIDE;
    }

    private static int neighbour(int slot) {
        return (slot + STRIDE) % (SLOTS * STRIDE);
    }
}
