package dev.mortise.testkit.probe;

import dev.mortise.posix.Posix;

/**
 * What one process does in the directory under trial. It holds one file at a time; files are numbered, and no act waits
 * for another process. Every act answers as {@link Posix} does: {@code >= 0}, or {@code -errno}.
 */
public interface Hand {

    /** Everything that a hand can do. */
    enum Act {
        /** Opens the file of a number, makes it if it is missing, and holds it. */
        OPEN,
        /** Makes a file without a name and holds it. */
        OPEN_NAMELESS,
        /** Writes into the held file. */
        WRITE,
        /** Lets the held file go. */
        CLOSE,
        /** {@code flock} on the held file with the operation given. */
        FLOCK,
        /** OFD lock of the type given, on every byte of the held file. */
        OFD_LOCK,
        /** Gives the held file, which has no name, the name of a number. */
        PUBLISH,
        /** Gives the file of the first number the name of the second as well. */
        LINK,
        /** Renames the file of the first number to the second, if that is free. */
        RENAME_NOREPLACE,
        /** Answers 1 if the name of a number means the held file, 0 if it means another one. */
        IS_HELD_UNDER,
        /** {@code fsync} of the directory itself. */
        FORCE_DIRECTORY
    }

    /**
     * Acts.
     *
     * @param act what to do
     * @param first its first argument, 0 if it has none
     * @param second its second argument, 0 if it has none
     * @return {@code >= 0} or {@code -errno}
     */
    int move(Act act, int first, int second);

    /**
     * Acts with at most one argument.
     *
     * @param act what to do
     * @param argument its argument, 0 if it has none
     * @return {@code >= 0} or {@code -errno}
     */
    default int move(Act act, int argument) {
        return move(act, argument, 0);
    }

    /**
     * Acts without arguments.
     *
     * @param act what to do
     * @return {@code >= 0} or {@code -errno}
     */
    default int move(Act act) {
        return move(act, 0, 0);
    }
}
