package dev.mortise.testkit.model;

/** How far a process has come. */
public enum Life {
    /** Not started. */
    UNBORN,
    /** It runs. */
    ALIVE,
    /** It has ended and is not buried: its number still answers. */
    ZOMBIE,
    /** Nothing is left of it. */
    GONE
}
