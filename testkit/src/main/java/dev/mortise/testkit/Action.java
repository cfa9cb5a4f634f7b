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
        CRASH(32),
        /** What was left of a killed process goes: its number is free. */
        REAP(40),
        /** The power goes: all processes and the kernel's memory with them. */
        POWER_CUT(48),
        /** A new process gets the number of one that is gone. */
        BIRTH(64),
        /** An actor's pending call fails. */
        FAULT(128),
        /** One thing of what the disk has is decided. */
        DISK(8192);

        private final int firstCode;

        Kind(int firstCode) {
            this.firstCode = firstCode;
        }

        private static Kind of(int code) {
            if (code >= DISK.firstCode) {
                return DISK;
            }
            if (code >= FAULT.firstCode) {
                return FAULT;
            }
            if (code >= BIRTH.firstCode) {
                return BIRTH;
            }
            if (code >= POWER_CUT.firstCode) {
                return POWER_CUT;
            }
            if (code >= REAP.firstCode) {
                return REAP;
            }
            return code >= CRASH.firstCode ? CRASH : STEP;
        }

        /** A birth is chosen by a process, a death by nothing, a step by one of few answers, a fault by its error number. */
        private int choiceBits() {
            return switch (this) {
                case STEP -> 2;
                case DISK -> DISK_BITS;
                case CRASH, REAP, POWER_CUT -> 0;
                case BIRTH -> INDEX_BITS;
                case FAULT -> FAULT_BITS;
            };
        }
    }

    private static final int INDEX_BITS = 3;
    private static final int FAULT_BITS = 9;
    private static final int DISK_BITS = 4;
    private static final int FOR_EVER = 1 << (FAULT_BITS - 1);

    /** As many actors, or processes, as an action can tell apart. */
    static final int MOST_INDICES = 1 << INDEX_BITS;

    Action {
        if (choice >= 1 << kind.choiceBits() || index >= MOST_INDICES) {
            throw new IllegalArgumentException("more than a schedule can say: " + kind + " " + index + "." + choice);
        }
    }

    static Action step(int actor, int choice) {
        return new Action(Kind.STEP, actor, choice);
    }

    /** A call fails, or is done by half for error number 0; and from now on, if so, each of its kind. */
    static Action fault(int actor, int errno, boolean forEver) {
        return new Action(Kind.FAULT, actor, errno | (forEver ? FOR_EVER : 0));
    }

    /** Of a fault. */
    int errno() {
        return choice & ~FOR_EVER;
    }

    /** Of a fault: whether it is there to stay. */
    boolean isForEver() {
        return choice >= FOR_EVER;
    }

    int code() {
        return code(kind, index, choice);
    }

    /** Seven bits, and more for a fault and for the disk: what kind, which index, which choice. */
    static int code(Kind kind, int index, int choice) {
        if (choice >> kind.choiceBits() != 0) {
            throw new IllegalArgumentException("more than a schedule can say: " + kind + " " + index + "." + choice);
        }
        return kind.firstCode + (index << kind.choiceBits()) + choice;
    }

    static Action of(int code) {
        Kind kind = Kind.of(code);
        return new Action(kind, indexOf(code), (code - kind.firstCode) & ((1 << kind.choiceBits()) - 1));
    }

    static int indexOf(int code) {
        Kind kind = Kind.of(code);
        return (code - kind.firstCode) >> kind.choiceBits();
    }

    static boolean isCode(int code, Kind kind) {
        return Kind.of(code) == kind;
    }
}
