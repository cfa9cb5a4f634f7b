package dev.mortise.queue;

/** Makes more doors to the same lock. */
@FunctionalInterface
public interface Doors {

    /**
     * Opens another description of the lock.
     *
     * @return a door; one that answers the reason to every call where there is none
     */
    Door open();
}
