package dev.mortise.testkit.page;

/** Where an actor stands after a step. */
public enum Standing {
    /** It has not begun. */
    ABSENT,
    /** It wants nothing, or is on its way. */
    MOVING,
    /** It is inside alone. */
    INSIDE,
    /** It is inside together with others. */
    SHARED,
    /** It takes no more steps. */
    OVER
}
