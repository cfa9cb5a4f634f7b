package dev.mortise.owner;

import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.posix.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which process waits for which, by the kernel's list.
 *
 * <p>A circle is a suspicion and no more: a process may have one lock for one of its threads and wait for another one for another thread,
 * which needs nothing that waits. And the list does not name all: those who stand in a lock's line, and those who wait for bytes by an open
 * file description, are there without a number.
 */
final class WaitGraph {

    private final LockedFiles had;
    private final Map<Integer, List<Entry>> wishes = new HashMap<>();

    WaitGraph(List<Entry> entries) {
        had = new LockedFiles(entries);
        for (Entry entry : entries) {
            if (entry.waits() && entry.pid() > 0) {
                wishes.computeIfAbsent(entry.pid(), pid -> new ArrayList<>(1)).add(entry);
            }
        }
    }

    /**
     * One process waits for another.
     *
     * @param waiter who waits
     * @param lock for what
     * @param holder who has it
     */
    record Step(int waiter, Entry lock, int holder) {}

    /**
     * A shortest circle.
     *
     * @param locks what the waiters wait for, as it is had
     * @param waiters who wait for one of them
     * @return from a waiter to a process that has the lock, and on, until one waits for that waiter; empty if none shows
     */
    List<Step> circle(Collection<Entry> locks, Set<Integer> waiters) {
        for (int waiter : waiters) {
            List<Step> found = circleOf(waiter, locks);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<Step> circleOf(int waiter, Collection<Entry> locks) {
        Map<Integer, Step> cameBy = new HashMap<>();
        Deque<Integer> next = new ArrayDeque<>();
        locks.forEach(lock -> visit(new Step(waiter, lock, lock.pid()), cameBy, next));
        while (!next.isEmpty() && !cameBy.containsKey(waiter)) {
            int pid = next.poll();
            for (Entry wish : wishes.getOrDefault(pid, List.of())) {
                inTheWayOf(wish).forEach(lock -> visit(new Step(pid, lock, lock.pid()), cameBy, next));
            }
        }
        return path(waiter, cameBy);
    }

    /** A process that has itself what it waits for has it for another thread. */
    private static void visit(Step step, Map<Integer, Step> cameBy, Deque<Integer> next) {
        if (step.holder() > 0 && step.holder() != step.waiter() && cameBy.putIfAbsent(step.holder(), step) == null) {
            next.add(step.holder());
        }
    }

    private static List<Step> path(int waiter, Map<Integer, Step> cameBy) {
        Deque<Step> steps = new ArrayDeque<>();
        Step step = cameBy.get(waiter);
        while (step != null) {
            steps.addFirst(step);
            step = step.waiter() == waiter ? null : cameBy.get(step.waiter());
        }
        return List.copyOf(steps);
    }

    private List<Entry> inTheWayOf(Entry wish) {
        return had.on(wish.device(), wish.inode()).stream()
                .filter(lock -> isInTheWay(lock, wish))
                .toList();
    }

    private static boolean isInTheWay(Entry lock, Entry wish) {
        boolean overlap = lock.start() <= wish.end() && wish.start() <= lock.end();
        return lock.kind().meets(wish.kind())
                && overlap
                && (lock.mode() == Mode.EXCLUSIVE || wish.mode() == Mode.EXCLUSIVE);
    }

    /** Who stands in a lock's line wants the lock. */
    private static boolean isWantedBy(Entry wish, Entry lock) {
        boolean inLine = wish.start() == Presence.LINE && lock.kind() == KernelLocks.Kind.FLOCK;
        return inLine || isInTheWay(lock, wish);
    }

    /** What processes have that somebody waits for whom the kernel does not name. */
    Set<Entry> wantedByUnnamed(Set<Integer> holders, List<Entry> entries) {
        Set<Entry> wanted = new LinkedHashSet<>();
        for (Entry wish : entries) {
            if (wish.waits() && wish.pid() <= 0) {
                had.on(wish.device(), wish.inode()).stream()
                        .filter(lock -> holders.contains(lock.pid()) && isWantedBy(wish, lock))
                        .forEach(wanted::add);
            }
        }
        return wanted;
    }
}
