package dev.mortise.testkit.storm;

import java.util.Locale;

/**
 * One line of the referee's memory of what happened last.
 *
 * @param nanos when, by the monotonic clock, which all processes share
 * @param pid whose process
 * @param tid which thread of it
 * @param kind what
 * @param lock which lock, when a storm has several
 * @param generation the shared counter at that moment
 */
record Event(long nanos, int pid, int tid, Kind kind, int lock, long generation) {

    /** What happened. The codes are part of the referee's layout. */
    enum Kind {
        /** A contender came into the critical section. */
        ENTER(1),
        /** It left. */
        LEAVE(2),
        /** It came in while a living process was inside. */
        OVERLAP(3),
        /** It came in after a process that had been killed inside. */
        TAKEOVER(4),
        /** The coordinator killed it. */
        KILL(5),
        /** Nobody came in for too long. */
        WEDGE(6),
        /** The coordinator stopped it for a while. */
        PAUSE(7),
        /** The coordinator let it go on. */
        RESUME(8);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of event has code " + code);
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
