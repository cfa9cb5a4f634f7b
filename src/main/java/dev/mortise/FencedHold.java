package dev.mortise;

/** A hold with a number that is greater than those of all holds before it. */
final class FencedHold extends WrappedHold {

    private final long generation;

    private FencedHold(SeatedHold hold, long generation) {
        super(hold);
        this.generation = generation;
    }

    /** Draws the number. If that cannot be done, the lock is let go. */
    static SeatedHold of(SeatedHold hold) throws LockException {
        boolean fenced = false;
        try {
            SeatedHold result = new FencedHold(hold, hold.openLock().numbering().next());
            fenced = true;
            return result;
        } finally {
            if (!fenced) {
                hold.close();
            }
        }
    }

    @Override
    public long generation() {
        hold.openLock(); // not if it is closed
        return generation;
    }
}
