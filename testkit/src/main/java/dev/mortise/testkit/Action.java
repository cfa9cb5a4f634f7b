package dev.mortise.testkit;

/**
 * One step of the adversary: who moves, and how.
 *
 * @param kind what happens
 * @param index the actor that takes a step, or the process that dies
 * @param choice which of the answers that the kernel may give; for a birth, the process whose number is given away again
 */
record Action(Kind kind, int index, int choice) {

    /** What can happen. */
    enum Kind {
        /** An actor's pending call is executed. */
        STEP,
        /** A process is killed: its descriptors close, its locks fall. */
        CRASH,
        /** What was left of a killed process goes: its number is free. */
        REAP,
        /** A new process gets the number of one that is gone. */
        BIRTH
    }

    private static final int INDEX_BITS = 3;
    private static final int CHOICE_BITS = 2;
    private static final int MOST_CHOICES = 1 << CHOICE_BITS;

    Action {
        if (choice >= MOST_CHOICES || index >= 1 << INDEX_BITS) {
            throw new IllegalStateException("more choices or actors than a search can keep: " + kind + " " + index + " " + choice);
        }
    }

    static Action step(int actor, int choice) {
        return new Action(Kind.STEP, actor, choice);
    }

    /** Seven bits. */
    int code() {
        return kind.ordinal() << INDEX_BITS + CHOICE_BITS | index << CHOICE_BITS | choice;
    }

    static int code(Kind kind, int index, int choice) {
        return kind.ordinal() << INDEX_BITS + CHOICE_BITS | index << CHOICE_BITS | choice;
    }

    static Action of(int code) {
        return new Action(kindOf(code), indexOf(code), code & MOST_CHOICES - 1);
    }

    static Kind kindOf(int code) {
        return Kind.values()[code >> INDEX_BITS + CHOICE_BITS];
    }

    static int indexOf(int code) {
        return code >> CHOICE_BITS & (1 << INDEX_BITS) - 1;
    }

    static boolean isCode(int code, Kind kind) {
        return code >> INDEX_BITS + CHOICE_BITS == kind.ordinal();
    }
}
