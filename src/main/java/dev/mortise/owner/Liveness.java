package dev.mortise.owner;

/**
 * Whether a process lives, and how we know.
 *
 * @param state the answer
 * @param evidence what was seen, for people
 */
public record Liveness(State state, String evidence) {

    /** The three answers. Unknown never means dead. */
    public enum State {
        /** It runs, or it stands still: a stopped process lives. */
        ALIVE,
        /** It has ended; nothing of it will ever run again. */
        DEAD,
        /** It cannot be seen from here. */
        UNKNOWN
    }

    static Liveness alive(String evidence) {
        return new Liveness(State.ALIVE, evidence);
    }

    static Liveness dead(String evidence) {
        return new Liveness(State.DEAD, evidence);
    }

    static Liveness unknown(String evidence) {
        return new Liveness(State.UNKNOWN, evidence);
    }
}
