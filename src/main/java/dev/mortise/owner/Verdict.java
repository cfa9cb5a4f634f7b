package dev.mortise.owner;

import java.util.List;

/**
 * What can be said about a lock without touching it. For people: it is old when it arrives, and whoever wants the lock asks the kernel, by
 * trying.
 *
 * @param state in a word
 * @param owners who has it
 * @param evidence how we know
 */
public record Verdict(State state, List<Owner> owners, List<Evidence> evidence) {

    /** Copies the lists. */
    public Verdict {
        owners = List.copyOf(owners);
        evidence = List.copyOf(evidence);
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
