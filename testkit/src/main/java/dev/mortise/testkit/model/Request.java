package dev.mortise.testkit.model;

/**
 * One system call with its arguments: immutable, and equal to every other of the same call and arguments. Its text is the
 * call as a timeline shows it.
 */
public interface Request {

    /**
     * Executes the call for the process that the machine works for.
     *
     * @param machine where it runs
     * @return the answer, {@link Result#BLOCKED} or {@link Result#WAITING}
     */
    Result on(Machine machine);

    /**
     * Whether the call reads and changes nothing that another process could notice, and answers alike for as long as its
     * process lives: it is answered again and again, from whatever world is at hand.
     *
     * @return true if its place among other processes' calls does not matter
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * Whether the kernel refuses the call when it would wait in a circle, instead of letting it wait; see {@link Waiters}.
     *
     * @return true for a record lock that waits
     */
    default boolean looksForCircles() {
        return false;
    }
}
