package dev.mortise.queue;

import dev.mortise.posix.Mode;

/** A door that could not be opened: it answers the reason. */
public final class WalledDoor implements Door {

    private final int reason;

    /**
     * Walls a door.
     *
     * @param reason {@code -errno} or {@link Station#MOVED}
     */
    public WalledDoor(int reason) {
        this.reason = reason;
    }

    @Override
    public int pass(Mode mode, long now) {
        return reason;
    }

    @Override
    public int tryEnter(Mode mode, long now) {
        return reason;
    }

    @Override
    public int enter(Mode mode) {
        return reason;
    }

    @Override
    public int leave(Mode mode) {
        return reason;
    }

    @Override
    public boolean isCrowded(long now) {
        return false;
    }

    @Override
    public boolean hasLine() {
        return false;
    }

    @Override
    public int verify() {
        return reason;
    }

    @Override
    public int recheck(long now) {
        return reason;
    }

    @Override
    public int descriptor() {
        return reason;
    }

    @Override
    public void close() {}
}
