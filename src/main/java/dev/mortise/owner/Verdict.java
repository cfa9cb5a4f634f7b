package dev.mortise.owner;

import java.util.List;

/**
 * What can be said about a lock without touching it. For people: it is old when it arrives, and whoever wants the lock asks the kernel, by
 * trying.
 *
 * @param state in a word
 * @param owners who has it
 * @param waiters pids of those who wait for it in the kernel, one for each that waits; 0 where the kernel does not say
 * @param evidence how we know, and what else was seen: that processes seem to wait for each other, for one
 */
public record Verdict(State state, List<Owner> owners, List<Integer> waiters, List<Evidence> evidence) {

    /** Copies the lists. */
    public Verdict {
        owners = List.copyOf(owners);
        waiters = List.copyOf(waiters);
        evidence = List.copyOf(evidence);
    }

    /** Where nobody has it, or nothing was seen. */
    Verdict(State state, List<Owner> owners, List<Evidence> evidence) {
        this(state, owners, List.of(), evidence);
    }

    /** The words. */
    public enum State {
        /** Somebody has it. */
        HELD,
        /** Nobody has it, as far as can be seen from here. */
        FREE,
        /** Nobody has it, and who had it last died with it. */
        DEAD_OWNER,
        /** Nobody has it by the kernel, and there is a record of another program's that nobody vouches for. */
        ORPHAN_LEGACY,
        /** Nobody has it, and its label cannot be read. */
        CORRUPT,
        /** Its label was written on another machine, whose locks do not show here. */
        FOREIGN_HOST,
        /** It cannot be told. */
        UNKNOWN
    }
}
