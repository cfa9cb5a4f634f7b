package dev.mortise;

/** A hold of an open lock. */
interface SeatedHold extends Hold {

    /** Which lock; not if it is closed. */
    OpenLock openLock();
}
