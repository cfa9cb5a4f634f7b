package dev.mortise.queue;

/** Who sleeps until something has changed. */
interface Wakeable {

    /** Makes it look again. Never blocks, and never runs its owner's code on the calling thread. */
    void wake();
}
