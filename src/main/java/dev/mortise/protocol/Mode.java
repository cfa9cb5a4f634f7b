package dev.mortise.protocol;

/** How a lock is entered. */
public enum Mode {
    /** Alone. */
    EXCLUSIVE,
    /** Together with others that entered shared. */
    SHARED
}
