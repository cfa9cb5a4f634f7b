package dev.mortise.testkit.model;

import java.util.List;

/**
 * Linux's answer to a record lock that would wait in a circle: {@code EDEADLK}, found by asking whom the owner in the way waits for, and
 * whom that one waits for, ten times at most.
 *
 * <p>Who has a call pending that cannot go on may have made it already or not; nobody can tell, so it counts as made. Whichever of a
 * circle takes its step is then the one that came last.
 *
 * <p>Locks of descriptions have no owner who could wait, and end the search.
 */
public final class Waiters {

    private static final int MOST_STEPS = 10;
    private static final int NOBODY = -1;

    private final World world;
    private final List<Waiter> others;
    private final Machine machine = new Machine();

    /**
     * A call that is pending.
     *
     * @param process who makes it
     * @param request the call, of any kind
     */
    public record Waiter(int process, Request request) {}

    /**
     * Takes a look at who waits.
     *
     * @param world the world in which they do
     * @param others everybody's pending calls but the caller's own
     */
    public Waiters(World world, List<Waiter> others) {
        this.world = world;
        this.others = others;
    }

    /**
     * Tells whether a call would wait for itself.
     *
     * @param caller the call, which cannot go on
     * @return true if the kernel answers {@code EDEADLK}
     */
    public boolean waitForEachOther(Waiter caller) {
        int owner = ownerInTheWay(caller);
        for (int steps = 0; steps <= MOST_STEPS && owner != NOBODY; steps++) {
            owner = ownerThatKeepsWaiting(owner);
            if (owner == caller.process()) {
                return true;
            }
        }
        return false;
    }

    private int ownerThatKeepsWaiting(int process) {
        for (Waiter other : others) {
            int owner = other.process() == process ? ownerInTheWay(other) : NOBODY;
            if (owner != NOBODY) {
                return owner;
            }
        }
        return NOBODY;
    }

    private int ownerInTheWay(Waiter waiter) {
        return waiter.request() instanceof LockRequests.LockRange lock && lock.looksForCircles()
                ? machine.ownerInTheWay(world, waiter.process(), lock)
                : NOBODY;
    }
}
