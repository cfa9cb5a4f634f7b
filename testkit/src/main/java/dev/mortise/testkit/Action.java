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
        STEP(0),
        /** A process is killed: its descriptors close, its locks fall. */
        CRASH(1),
        /** What was left of a killed process goes: its number is free. */
        REAP(2),
        /** A new process gets the number of one that is gone. */
        BIRTH(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        private static Kind of(int number) {
            return switch (number) {
                case 0 -> STEP;
                case 1 -> CRASH;
                case 2 -> REAP;
                default -> BIRTH;
            };
        }
    }

    private static final int CHOICE_BITS = 2;
    private static final int INDEX_BITS = 3;
    private static final int KIND_SHIFT = CHOICE_BITS + INDEX_BITS;
    private static final int MOST_CHOICES = 1 << CHOICE_BITS;
    private static final int MOST_INDICES = 1 << INDEX_BITS;

    Action {
        if (choice >= MOST_CHOICES || index >= MOST_INDICES) {
            throw new IllegalArgumentException("more than a schedule can say: " + kind + " " + index + "." + choice);
        }
    }

    static Action step(int actor, int choice) {
        return new Action(Kind.STEP, actor, choice);
    }

    /** Seven bits: kind, index, choice. */
    static int code(Kind kind, int index, int choice) {
        return (kind.number << KIND_SHIFT) | (index << CHOICE_BITS) | choice;
    }

    static Action of(int code) {
        return new Action(Kind.of(code >> KIND_SHIFT), indexOf(code), code & (MOST_CHOICES - 1));
    }

    static int indexOf(int code) {
        return (code >> CHOICE_BITS) & (MOST_INDICES - 1);
    }

    static boolean isCode(int code, Kind kind) {
        return code >> KIND_SHIFT == kind.number;
    }
}
