package dev.mortise.testkit.probe;

import dev.mortise.posix.Errno;
import java.util.Locale;

/**
 * What the trial of one feature found.
 *
 * @param state the result
 * @param why the call and its error, or what went wrong; empty if nothing did
 * @param errno the error number, 0 if there is none
 */
public record Finding(State state, String why, int errno) {

    /** The three results. */
    public enum State {
        /** Two processes showed it. */
        OK,
        /** The kernel or the file system refused it here and now, or it did not do what it promises. */
        REFUSED,
        /** The kernel or the file system does not have it. */
        UNSUPPORTED;

        /**
         * The result in one word.
         *
         * @return in small letters
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Finding OK = new Finding(State.OK, "", 0);

    /**
     * Tells whether it works.
     *
     * @return true if two processes showed it
     */
    public boolean isOk() {
        return state == State.OK;
    }

    /** It answered, and the answer was wrong. */
    static Finding broken(String how) {
        return new Finding(State.REFUSED, how, 0);
    }

    static Finding refusedBy(String call, int errno) {
        State state = isUnknownTo(call, errno) ? State.UNSUPPORTED : State.REFUSED;
        return new Finding(state, call + ": " + Errno.describe(errno), errno);
    }

    /** The answers by which a kernel or a file system says that it does not have something, per call as the manual tells. */
    private static boolean isUnknownTo(String call, int errno) {
        return switch (errno) {
            case Errno.ENOSYS, Errno.EOPNOTSUPP -> true;
            case Errno.EINVAL -> call.startsWith("renameat2") || call.startsWith("fsync") || call.contains("O_TMPFILE");
            case Errno.EISDIR -> call.contains("O_TMPFILE");
            case Errno.EPERM -> call.equals("link");
            default -> false;
        };
    }
}
