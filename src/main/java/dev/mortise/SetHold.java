package dev.mortise;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One hold of several locks. */
final class SetHold implements Hold {

    private final AtomicReference<@Nullable List<Hold>> holds;

    SetHold(List<Hold> holds) {
        this.holds = new AtomicReference<>(List.copyOf(holds));
    }

    private List<Hold> open() {
        List<Hold> mine = holds.get();
        if (mine == null) {
            throw new IllegalStateException("this hold is closed; acquire again");
        }
        return mine;
    }

    @Override
    public boolean isLost() throws LockException {
        for (Hold each : open()) {
            if (each.isLost()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void ensureHeld() throws LockException {
        for (Hold each : open()) {
            each.ensureHeld();
        }
    }

    @Override
    public long generation() {
        throw ofSeveral("generation");
    }

    @Override
    public int descriptor() {
        throw ofSeveral("descriptor");
    }

    private IllegalStateException ofSeveral(String what) {
        open();
        return new IllegalStateException(
                "a hold of several locks has no " + what + " of its own; acquire the lock alone");
    }

    @Override
    public void close() {
        List<Hold> mine = holds.getAndSet(null);
        if (mine != null) {
            closeAll(mine, null);
        }
    }

    /**
     * The last one first, and each, whatever happens.
     *
     * @param primary what happened before, to which failures are added; null to throw the first of them
     */
    static void closeAll(List<Hold> holds, @Nullable Throwable primary) {
        RuntimeException first = null;
        for (int i = holds.size() - 1; i >= 0; i--) {
            try {
                holds.get(i).close();
            } catch (RuntimeException e) {
                if (primary != null) {
                    primary.addSuppressed(e);
                } else if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public String toString() {
        List<Hold> mine = holds.get();
        return mine == null ? "a closed hold" : "holds of several locks: " + mine;
    }
}
