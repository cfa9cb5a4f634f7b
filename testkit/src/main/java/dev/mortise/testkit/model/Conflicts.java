package dev.mortise.testkit.model;

import dev.mortise.testkit.model.LockRequests.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what stands in the way of a range lock: the locks of every description but one's own, and those of every
 * process but one's own. A lock of a description and one of its own process exclude each other like strangers.
 */
final class Conflicts {

    /** In place of a process, and of its number: the lock is a description's. */
    static final int NO_PROCESS = -1;

    private final Machine machine;
    private final int inode;
    private final int type;
    private final Range range;
    private final @Nullable List<LockFacts> every;
    private @Nullable LockFacts first;
    private int owner = NO_PROCESS;

    private Conflicts(Machine machine, int inode, int type, Range range, @Nullable List<LockFacts> every) {
        this.machine = machine;
        this.inode = inode;
        this.type = type;
        this.range = range;
        this.every = every;
    }

    /** The one that begins first, or null. The kernel has its own order, which depends on who came first. */
    static @Nullable LockFacts first(Machine machine, Description mine, Owner owner, int type, Range range) {
        return all(machine, mine, owner, type, range, null).first;
    }

    /** The process whose it is, or {@link #NO_PROCESS}. */
    static int owner(Machine machine, Description mine, Owner owner, int type, Range range) {
        return all(machine, mine, owner, type, range, null).owner;
    }

    /** All of them. */
    static List<LockFacts> every(Machine machine, Description mine, Owner owner, int type, Range range) {
        List<LockFacts> every = new ArrayList<>();
        all(machine, mine, owner, type, range, every);
        return every;
    }

    private static Conflicts all(
            Machine machine, Description mine, Owner owner, int type, Range range, @Nullable List<LockFacts> every) {
        Conflicts conflicts = new Conflicts(machine, mine.inode(), type, range, every);
        for (int process = 0; process < machine.processes(); process++) {
            ProcessEntry entry = machine.process(process);
            conflicts.addOfDescriptions(entry, owner == Owner.DESCRIPTION ? mine : null);
            if (owner == Owner.DESCRIPTION || process != machine.self()) {
                conflicts.add(entry.recordLocks().on(mine.inode()), conflicts.seenFromHere(entry), process);
            }
        }
        return conflicts;
    }

    private void addOfDescriptions(ProcessEntry entry, @Nullable Description mine) {
        for (int place = 0; place < entry.descriptionLimit(); place++) {
            Description other = entry.description(place);
            if (other != null && other != mine && other.inode() == inode) {
                add(other.ranges(), NO_PROCESS, NO_PROCESS);
            }
        }
    }

    private int seenFromHere(ProcessEntry owner) {
        boolean here = owner.plan().pidNamespace() == machine.me().plan().pidNamespace();
        return here ? owner.pid() : 0;
    }

    private void add(RangeLocks locks, int pid, int process) {
        int index = locks.conflict(type, range.start(), range.end());
        if (index >= 0 && (first == null || locks.start(index) < first.start())) {
            first = LockFacts.of(locks, index, pid);
            owner = process;
        }
        while (every != null && index >= 0) {
            every.add(LockFacts.of(locks, index, pid));
            index = locks.conflict(index + 1, type, range.start(), range.end());
        }
    }
}
