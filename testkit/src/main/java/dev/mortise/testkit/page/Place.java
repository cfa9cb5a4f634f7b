package dev.mortise.testkit.page;

/**
 * One lane after a step.
 *
 * @param standing where the actor stands
 * @param locked whether its process holds a lock of the kernel
 * @param waits the call in which it waits, or empty
 */
public record Place(Standing standing, boolean locked, String waits) {

    boolean isInside() {
        return standing == Standing.INSIDE || standing == Standing.SHARED;
    }
}
