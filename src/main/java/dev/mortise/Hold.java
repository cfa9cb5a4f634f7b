package dev.mortise;

/**
 * What was acquired. It belongs to whoever has it, not to a thread: any thread may close it, and closing twice does nothing.
 *
 * <p>A hold that is dropped without being closed is reported when the garbage collector finds it, and is never released by that: only
 * the end of the process does.
 */
public interface Hold extends AutoCloseable {

    /**
     * Tells whether the lock file's name means another file by now, or none: then others may be inside as well. Asks the kernel.
     *
     * @return whether it is lost
     * @throws LockException if the kernel does not say
     * @throws IllegalStateException if closed
     */
    boolean isLost() throws LockException;

    /**
     * Does nothing if the lock still excludes others.
     *
     * @throws LockLostException if it is lost
     * @throws LockException if the kernel does not say
     * @throws IllegalStateException if closed
     */
    void ensureHeld() throws LockException;

    /**
     * The number of this hold, greater than those of all fenced holds of this lock before it, also of those before a reboot: whoever guards
     * something may refuse the number of one that comes too late.
     *
     * @return a positive number
     * @throws IllegalStateException if closed, or if the lock was not acquired as {@link KernelLock#fenced} and alone
     */
    long generation();

    /**
     * The descriptor through which the kernel knows the lock, to be inherited by a child that shall keep the lock for as long as it lives,
     * even if this process is killed. Closing this hold ends the lock for the child as well.
     *
     * @return its number; not to be closed, nor used for anything else
     * @throws IllegalStateException if closed, or if nothing is held
     */
    int descriptor();

    /**
     * Lets go. Those who wait are woken before this returns.
     *
     * @throws java.io.UncheckedIOException with a {@link LockException}, if the kernel refuses
     */
    @Override
    void close();
}
