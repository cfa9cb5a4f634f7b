package dev.mortise;

/** What {@link Mortise#withoutLocking()} gives: nothing is held, and nothing can be lost. */
final class UnlockedHold implements Hold {

    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public void ensureHeld() {}

    @Override
    public long generation() {
        throw new IllegalStateException("locking is off: no hold has a generation");
    }

    @Override
    public int descriptor() {
        throw new IllegalStateException("locking is off: nothing is held that a child could keep");
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a hold of nothing: locking is off";
    }
}
