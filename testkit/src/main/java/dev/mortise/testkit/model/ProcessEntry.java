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

    private final Identity identity;
    private final int[] descriptors;
    private final long given;
    private final @Nullable Description[] descriptions;
    private final RecordLocks recordLocks;
    private final long partsHash;
    private final long hash;

    private ProcessEntry(
            Identity identity,
            int[] descriptors,
            long given,
            @Nullable Description[] descriptions,
            RecordLocks recordLocks,
            long partsHash) {
        this.identity = identity;
        this.descriptors = descriptors;
        this.given = given;
        this.descriptions = descriptions;
        this.recordLocks = recordLocks;
        this.partsHash = partsHash;
        this.hash = Mix.of(Mix.of(identity.hash(), given), Mix.of(partsHash, recordLocks.hash()));
    }

    static ProcessEntry of(ProcessPlan plan) {
        return new ProcessEntry(Identity.of(plan), NO_DESCRIPTORS, 0, NO_DESCRIPTIONS, RecordLocks.NONE, 0);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who it is
    // ---------------------------------------------------------------------------------------------------------------

    ProcessPlan plan() {
        return identity.plan();
    }

    int pid() {
        return identity.pid();
    }

    Life life() {
        return identity.life();
    }

    /** Whether its number answers. */
    boolean hasNumber() {
        return life() == Life.ALIVE || life() == Life.ZOMBIE;
    }

    long hash() {
        return hash;
    }

    ProcessEntry in(Life newLife, int newPid) {
        return with(identity.in(newLife, newPid));
    }

    /** With everything closed and every lock dropped, which is the same as one after the other where nothing is shared. */
    ProcessEntry ended(Life newLife) {
        return new ProcessEntry(identity.in(newLife, pid()), NO_DESCRIPTORS, 0, NO_DESCRIPTIONS, RecordLocks.NONE, 0);
    }

    /**
     * Whether each descriptor has a description of its own, which nobody else has open either; {@code self} is this process's index. A
     * description that only others still have open has a reference, but no descriptor here.
     */
    boolean sharesNothing(int self) {
        int unmatched = 0;
        for (int reference : descriptors) {
            if (reference != CLOSED && ownerOf(reference) != self) {
                return false;
            }
            unmatched += reference == CLOSED ? 0 : 1;
        }
        for (Description description : descriptions) {
            unmatched -= description == null ? 0 : description.references();
        }
        return unmatched == 0;
    }

    private ProcessEntry with(Identity newIdentity) {
        return new ProcessEntry(newIdentity, descriptors, given, descriptions, recordLocks, partsHash);
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
        return withDescriptor(fd, reference).given(fd);
    }

    ProcessEntry given(int fd) {
        long newGiven = given | 1L << fd;
        return new ProcessEntry(identity, descriptors, newGiven, descriptions, recordLocks, partsHash);
    }

    private ProcessEntry withDescriptor(int fd, int reference) {
        long newHash = partsHash + Mix.of(fd, reference);
        return new ProcessEntry(identity, descriptorsWith(fd, reference), given, descriptions, recordLocks, newHash);
    }

    private int[] descriptorsWith(int fd, int reference) {
        int index = fd - FIRST_DESCRIPTOR;
        if (index < descriptors.length) {
            int[] changed = descriptors.clone();
            changed[index] = reference;
            return changed;
        }
        int[] longer = Arrays.copyOf(descriptors, index + 1);
        Arrays.fill(longer, descriptors.length, index, CLOSED);
        longer[index] = reference;
        return longer;
    }

    ProcessEntry withoutDescriptor(int fd) {
        long newHash = partsHash - Mix.of(fd, reference(fd));
        int[] changed = descriptorsWith(fd, CLOSED);
        return new ProcessEntry(identity, changed, givenWithout(fd), descriptions, recordLocks, newHash);
    }

    private long givenWithout(int fd) {
        return wasGiven(fd) ? given & ~(1L << fd) : given;
    }

    /** With a new description behind a new descriptor; {@code self} is this process's index. */
    ProcessEntry opened(int self, int fd, Description description) {
        int place = freePlace();
        int reference = reference(self, place);
        long newHash = partsHash + Mix.of(fd, reference) + hashOf(place, description);
        return new ProcessEntry(
                identity,
                descriptorsWith(fd, reference),
                given,
                descriptionsWith(place, description),
                recordLocks,
                newHash);
    }

    /** Without a descriptor and without the description behind it, which was this process's own and nobody else's. */
    ProcessEntry closed(int fd) {
        int reference = reference(fd);
        int place = placeOf(reference);
        long newHash = partsHash - Mix.of(fd, reference) - hashOf(place, descriptions[place]);
        return new ProcessEntry(
                identity,
                descriptorsWith(fd, CLOSED),
                givenWithout(fd),
                descriptionsWith(place, null),
                recordLocks,
                newHash);
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
        long newHash = partsHash - hashOf(place, old) + hashOf(place, description);
        return new ProcessEntry(
                identity, descriptors, given, descriptionsWith(place, description), recordLocks, newHash);
    }

    private @Nullable Description[] descriptionsWith(int place, @Nullable Description description) {
        @Nullable
        Description[] changed =
                place < descriptions.length ? descriptions.clone() : Arrays.copyOf(descriptions, place + 1);
        changed[place] = description;
        return changed;
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
        return new ProcessEntry(identity, descriptors, given, descriptions, locks, partsHash);
    }
}
