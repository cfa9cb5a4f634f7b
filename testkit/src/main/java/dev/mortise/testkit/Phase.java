package dev.mortise.testkit;

/** Where an actor stands in its round, as the oracles see it. */
enum Phase {
    /** Wants nothing: before its first call of a round, and after its last. It may stay here for ever and harm nobody. */
    IDLE,
    /** On its way, in or out. */
    BUSY,
    /** In the critical section, alone. */
    INSIDE_EXCLUSIVE,
    /** In the critical section, with others that are inside shared. */
    INSIDE_SHARED;

    boolean isInside() {
        return this == INSIDE_EXCLUSIVE || this == INSIDE_SHARED;
    }

    /** Whether two actors may not be in these phases at once: the readers–writer law. */
    boolean excludes(Phase other) {
        return isInside() && other.isInside() && (this == INSIDE_EXCLUSIVE || other == INSIDE_EXCLUSIVE);
    }
}
