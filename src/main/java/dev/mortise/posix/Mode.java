package dev.mortise.posix;

/** How a lock is entered, and what each of the kernel's locks calls that. */
public enum Mode {
    /** Alone. */
    EXCLUSIVE(Posix.LOCK_EX, Posix.F_WRLCK),
    /** Together with others that entered shared. */
    SHARED(Posix.LOCK_SH, Posix.F_RDLCK);

    private final int flockOperation;
    private final int rangeType;

    Mode(int flockOperation, int rangeType) {
        this.flockOperation = flockOperation;
        this.rangeType = rangeType;
    }

    /**
     * For {@link Posix#flock}.
     *
     * @return {@link Posix#LOCK_EX} or {@link Posix#LOCK_SH}
     */
    public int flockOperation() {
        return flockOperation;
    }

    /**
     * For {@link Posix#ofdLock} and {@link Posix#ofdProbe}.
     *
     * @return {@link Posix#F_WRLCK} or {@link Posix#F_RDLCK}
     */
    public int rangeType() {
        return rangeType;
    }
}
