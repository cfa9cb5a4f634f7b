package dev.mortise.posix;

/** Reads the status word that {@link Posix#waitpid} answers. */
public final class WaitStatus {

    private WaitStatus() {}

    /**
     * Tells whether the child ended by itself.
     *
     * @param status the status word
     * @return false if a signal ended it
     */
    public static boolean exited(int status) {
        return signal(status) == 0;
    }

    /**
     * The child's exit code.
     *
     * @param status the status word of a child that {@link #exited}
     * @return 0 to 255
     */
    public static int exitCode(int status) {
        return status >> 8 & 0xff;
    }

    /**
     * The signal that ended the child.
     *
     * @param status the status word
     * @return the signal, 0 if it ended by itself
     */
    public static int signal(int status) {
        return status & 0x7f;
    }
}
