package dev.mortise.queue;

import dev.mortise.posix.Mode;

/**
 * The way into a lock through one open file description. Results are 0 or {@code -errno}; {@code -EAGAIN} means that somebody is in
 * the way, and {@link Station#MOVED} that the lock is another file by now.
 *
 * <p>Used by one thread at a time.
 */
public interface Door {

    /**
     * Enters if nobody is in the way and nobody of another process has been waiting.
     *
     * @param mode how
     * @param now the monotonic clock
     * @return 0, {@code -EAGAIN}, or why not
     */
    int pass(Mode mode, long now);

    /**
     * Enters if nobody is in the way, whoever waits.
     *
     * @param mode how
     * @param now the monotonic clock
     * @return 0, {@code -EAGAIN}, or why not
     */
    int tryEnter(Mode mode, long now);

    /**
     * Enters in its turn. Blocks.
     *
     * @param mode how
     * @return 0, {@code -EINTR} when kicked, or why not
     */
    int enter(Mode mode);

    /**
     * Leaves.
     *
     * @param mode as entered
     * @return 0, or {@code -errno}: then somebody may still be kept out, until it is closed
     */
    int leave(Mode mode);

    /**
     * Tells whether somebody of another process has been waiting.
     *
     * @param now the monotonic clock
     * @return whether somebody stands in line
     */
    boolean isCrowded(long now);

    /**
     * Tells whether those who wait for this lock stand in line, so that one who was stopped there keeps all others out until
     * somebody tries all the same.
     *
     * @return whether there is a line
     */
    boolean hasLine();

    /**
     * Asks whether the lock is still this file. By whoever is inside.
     *
     * @return 0, {@link Station#MOVED}, or {@code -errno}
     */
    int verify();

    /**
     * Asks from time to time whether the lock is still this file. By whoever is inside.
     *
     * @param now the monotonic clock
     * @return 0 if it is or was a moment ago, {@link Station#MOVED}, or {@code -errno}; what is not 0 is asked again next time
     */
    int recheck(long now);

    /**
     * The descriptor of the description. By whoever is inside.
     *
     * @return its number, or {@code -errno}
     */
    int descriptor();

    /** Closes the description. */
    void close();
}
