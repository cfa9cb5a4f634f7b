package dev.mortise.owner;

import java.util.List;

/**
 * What a holder wrote about itself into its lock file, for people. Whether the lock is held says the kernel, never a label.
 *
 * @param token 32 hexadecimal digits drawn at random: tells one hold from every other one
 * @param process who
 * @param uid the user it ran as
 * @param created when
 * @param purpose what for
 * @param unknown lines of a later writer that this reader does not know, in their order: kept when the label is written again
 */
public record Label(
        String token, ProcessId process, int uid, Moment created, Purpose purpose, List<UnknownLine> unknown) {

    /** Digits of a token. */
    public static final int TOKEN_DIGITS = 32;

    /** Copies the list. */
    public Label {
        unknown = List.copyOf(unknown);
    }

    /**
     * A moment on both clocks: one that people know, and one that nobody sets.
     *
     * @param realtimeNanos since 1970, by the wall clock
     * @param bootNanos since the machine started, suspension included
     */
    public record Moment(long realtimeNanos, long bootNanos) {}

    /**
     * What a hold is for. All of it may be empty.
     *
     * @param operation in the user's words, such as {@code apply}
     * @param version of the program
     * @param workingDirectory of the process
     * @param name of the lock
     * @param scope paths that it covers
     * @param singleton whether it excludes every other one of its name
     */
    public record Purpose(
            String operation,
            String version,
            String workingDirectory,
            String name,
            List<String> scope,
            boolean singleton) {

        /** Copies the list. */
        public Purpose {
            scope = List.copyOf(scope);
        }

        /**
         * For no purpose that anybody stated.
         *
         * @return nothing
         */
        public static Purpose none() {
            return new Purpose("", "", "", "", List.of(), false);
        }

        /**
         * The same, for another operation.
         *
         * @param other in the user's words
         * @return a copy
         */
        public Purpose withOperation(String other) {
            return new Purpose(other, version, workingDirectory, name, scope, singleton);
        }

        /**
         * The same, of a program's version.
         *
         * @param other the version
         * @return a copy
         */
        public Purpose withVersion(String other) {
            return new Purpose(operation, other, workingDirectory, name, scope, singleton);
        }

        /**
         * The same, in a working directory.
         *
         * @param other its path
         * @return a copy
         */
        public Purpose withWorkingDirectory(String other) {
            return new Purpose(operation, version, other, name, scope, singleton);
        }
    }

    /**
     * A line that this reader does not know.
     *
     * @param key lower-case letters, digits and hyphens
     * @param value anything
     */
    public record UnknownLine(String key, String value) {}
}
