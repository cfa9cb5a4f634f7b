package dev.mortise.testkit;

import dev.mortise.posix.Errno;

/** The kernel refused a call that the lock under test, or the proof itself, cannot go on without. */
public final class KernelRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The error number. */
    private final int errno;

    /**
     * Makes one.
     *
     * @param call the call that was refused, such as {@code flock}
     * @param errno its error number, positive
     */
    public KernelRefusedException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /**
     * Passes a result on, or throws.
     *
     * @param call the call, for the message
     * @param result what it returned: {@code >= 0}, or {@code -errno}
     * @return the result
     * @throws KernelRefusedException if it is {@code -errno}
     */
    public static int require(String call, int result) {
        if (result < 0) {
            throw new KernelRefusedException(call, -result);
        }
        return result;
    }

    /**
     * The error number.
     *
     * @return positive, see {@link Errno}
     */
    public int errno() {
        return errno;
    }
}
