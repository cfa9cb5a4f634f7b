package dev.mortise;

/** A hold with something more about it. */
abstract class WrappedHold implements SeatedHold {

    final SeatedHold hold;

    WrappedHold(SeatedHold hold) {
        this.hold = hold;
    }

    @Override
    public OpenLock openLock() {
        return hold.openLock();
    }

    @Override
    public boolean isLost() throws LockException {
        return hold.isLost();
    }

    @Override
    public void ensureHeld() throws LockException {
        hold.ensureHeld();
    }

    @Override
    public long generation() {
        return hold.generation();
    }

    @Override
    public int descriptor() {
        return hold.descriptor();
    }

    @Override
    public void close() {
        hold.close();
    }

    @Override
    public String toString() {
        return hold.toString();
    }
}
