package dev.mortise.testkit.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A process: its descriptors, the descriptions that it opened (which may outlive it, where others share them), and its
 * record locks.
 *
 * <p>A reference to a description is the index of the process that opened it and a place among that process's
 * descriptions.
 */
final class ProcessEntry {

    /** In place of a reference: the descriptor is not open. */
    static final int CLOSED = -1;

    /** 0, 1 and 2 are kept free for what they always are; nothing is behind them. */
    static final int FIRST_DESCRIPTOR = 3;

    private static final int MOST_DESCRIPTORS = 1024;
    private static final int PLACE_BITS = 16;
    private static final int[] NO_DESCRIPTORS = {};
    private static final @Nullable Description[] NO_DESCRIPTIONS = {};

    /** Keeps what is hashed by descriptor apart from what is hashed by place. */
    private static final int PLACE_SALT = 1 << 20;

    private final ProcessPlan plan;
    private final long planHash;
    private final int pid;
    private final Life life;
    private final long draws;
    private final int[] descriptors;
    private final long given;
    private final @Nullable Description[] descriptions;
    private final RecordLocks recordLocks;
    private final long partsHash;
    private final long identity;
    private final long hash;

    /** The same process with something else open. */
    private ProcessEntry(
            ProcessEntry old,
            int[] descriptors,
            long given,
            @Nullable Description[] descriptions,
            RecordLocks recordLocks,
            long partsHash) {
        this.plan = old.plan;
        this.planHash = old.planHash;
        this.pid = old.pid;
        this.life = old.life;
        this.draws = old.draws;
        this.descriptors = descriptors;
        this.given = given;
        this.descriptions = descriptions;
        this.recordLocks = recordLocks;
        this.partsHash = partsHash;
        this.identity = given == old.given ? old.identity : identityHash();
        this.hash = Mix.of(identity + partsHash, recordLocks.hash());
    }

    /** Another stage of its life, with the same things open. */
    private ProcessEntry(ProcessEntry old, int pid, Life life, long draws) {
        this.plan = old.plan;
        this.planHash = old.planHash;
        this.pid = pid;
        this.life = life;
        this.draws = draws;
        this.descriptors = old.descriptors;
        this.given = old.given;
        this.descriptions = old.descriptions;
        this.recordLocks = old.recordLocks;
        this.partsHash = old.partsHash;
        this.identity = identityHash();
        this.hash = Mix.of(identity + partsHash, recordLocks.hash());
    }

    private ProcessEntry(ProcessPlan plan) {
        this.plan = plan;
        this.planHash = plan.hash();
        this.pid = plan.pid();
        this.life = Life.UNBORN;
        this.draws = 0;
        this.descriptors = NO_DESCRIPTORS;
        this.given = 0;
        this.descriptions = NO_DESCRIPTIONS;
        this.recordLocks = RecordLocks.NONE;
        this.partsHash = 0;
        this.identity = identityHash();
        this.hash = Mix.of(identity + partsHash, recordLocks.hash());
    }

    /** Nobody can tell what a process was that is gone. */
    private long identityHash() {
        if (life == Life.GONE) {
            return code(life);
        }
        return Mix.of(Mix.of((long) pid << Integer.SIZE | code(life), given), Mix.of(planHash, draws));
    }

    private static int code(Life life) {
        return switch (life) {
            case UNBORN -> 0;
            case ALIVE -> 1;
            case ZOMBIE -> 2;
            case GONE -> 3;
        };
    }

    static ProcessEntry of(ProcessPlan plan) {
        return new ProcessEntry(plan);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who it is
    // ---------------------------------------------------------------------------------------------------------------

    ProcessPlan plan() {
        return plan;
    }

    int pid() {
        return pid;
    }

    Life life() {
        return life;
    }

    /** Whether its number answers. */
    boolean hasNumber() {
        return life == Life.ALIVE || life == Life.ZOMBIE;
    }

    /** How many random bytes it was given. */
    long draws() {
        return draws;
    }

    long hash() {
        return hash;
    }

    ProcessEntry in(Life newLife, int newPid) {
        return new ProcessEntry(this, newPid, newLife, draws);
    }

    ProcessEntry withDraws(long newDraws) {
        return new ProcessEntry(this, pid, life, newDraws);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Descriptors
    // ---------------------------------------------------------------------------------------------------------------

    static int reference(int owner, int place) {
        return owner << PLACE_BITS | place;
    }

    static int ownerOf(int reference) {
        return reference >>> PLACE_BITS;
    }

    static int placeOf(int reference) {
        return reference & (1 << PLACE_BITS) - 1;
    }

    /** The description behind a descriptor, or {@link #CLOSED}. */
    int reference(int fd) {
        int index = fd - FIRST_DESCRIPTOR;
        return index >= 0 && index < descriptors.length ? descriptors[index] : CLOSED;
    }

    /** One more than the highest descriptor that may be open. */
    int descriptorLimit() {
        return FIRST_DESCRIPTOR + descriptors.length;
    }

    /** The lowest descriptor that is not open. */
    int freeDescriptor() {
        int index = 0;
        while (index < descriptors.length && descriptors[index] != CLOSED) {
            index++;
        }
        return index + FIRST_DESCRIPTOR;
    }

    /** Whether so many more descriptors may be opened. */
    boolean hasRoomFor(int more) {
        if (descriptorLimit() + more <= MOST_DESCRIPTORS) {
            return true;
        }
        int open = FIRST_DESCRIPTOR;
        for (int reference : descriptors) {
            open += reference == CLOSED ? 0 : 1;
        }
        return open + more <= MOST_DESCRIPTORS;
    }

    /** Whether the process had this descriptor from its start. */
    boolean wasGiven(int fd) {
        return fd < Long.SIZE && (given >>> fd & 1) != 0;
    }

    ProcessEntry givenDescriptor(int fd, int reference) {
        ProcessEntry opened = withDescriptor(fd, reference);
        return new ProcessEntry(
                this, opened.descriptors, given | 1L << fd, descriptions, recordLocks, opened.partsHash);
    }

    ProcessEntry withDescriptor(int fd, int reference) {
        int index = fd - FIRST_DESCRIPTOR;
        int[] changed = Arrays.copyOf(descriptors, Math.max(descriptors.length, index + 1));
        Arrays.fill(changed, descriptors.length, changed.length, CLOSED);
        changed[index] = reference;
        return new ProcessEntry(this, changed, given, descriptions, recordLocks, partsHash + Mix.of(fd, reference));
    }

    ProcessEntry withoutDescriptor(int fd) {
        int[] changed = descriptors.clone();
        int reference = reference(fd);
        changed[fd - FIRST_DESCRIPTOR] = CLOSED;
        long stillGiven = wasGiven(fd) ? given & ~(1L << fd) : given;
        return new ProcessEntry(
                this, changed, stillGiven, descriptions, recordLocks, partsHash - Mix.of(fd, reference));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Descriptions
    // ---------------------------------------------------------------------------------------------------------------

    int descriptionLimit() {
        return descriptions.length;
    }

    @Nullable
    Description description(int place) {
        return descriptions[place];
    }

    int freePlace() {
        int place = 0;
        while (place < descriptions.length && descriptions[place] != null) {
            place++;
        }
        return place;
    }

    ProcessEntry with(int place, @Nullable Description description) {
        Description old = place < descriptions.length ? descriptions[place] : null;
        @Nullable Description[] changed = Arrays.copyOf(descriptions, Math.max(descriptions.length, place + 1));
        changed[place] = description;
        long newHash = partsHash - hashOf(place, old) + hashOf(place, description);
        return new ProcessEntry(this, descriptors, given, changed, recordLocks, newHash);
    }

    private static long hashOf(int place, @Nullable Description description) {
        return description == null ? 0 : Mix.of(place + PLACE_SALT, description.hash());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Record locks
    // ---------------------------------------------------------------------------------------------------------------

    RecordLocks recordLocks() {
        return recordLocks;
    }

    ProcessEntry with(RecordLocks locks) {
        return new ProcessEntry(this, descriptors, given, descriptions, locks, partsHash);
    }
}
