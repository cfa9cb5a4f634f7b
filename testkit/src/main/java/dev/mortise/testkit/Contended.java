package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/**
 * An exclusive lock under test. Each contending process opens one for itself and uses it from one thread, taking and
 * letting go by turns.
 *
 * <p>A lock that is not in working order throws, best of all {@link KernelRefusedException}: a return from
 * {@link #acquire} always means "held".
 */
public interface Contended {

    /** Takes the lock, and waits for it as long as it takes. */
    void acquire();

    /** Lets go of the lock. */
    void release();

    /** Gives back what opening the lock took; it is not held then. */
    default void close() {}

    /**
     * Opens the lock in a contending process. An implementation is named by its class, so it has a public constructor
     * without parameters.
     */
    interface Opener {

        /**
         * Opens the lock.
         *
         * @param posix the door to the kernel, for everything that the lock does
         * @param directory descriptor of a directory that is empty when the first contender comes
         * @param name the lock's name in it, the same for all contenders
         * @return the lock, not held
         */
        Contended open(Posix posix, int directory, Name name);
    }
}
