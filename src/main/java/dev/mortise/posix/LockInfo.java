package dev.mortise.posix;

/**
 * What stands in the way of a range lock: filled by {@link Posix#ofdProbe}, owned by the caller, reusable.
 */
public final class LockInfo {

    private int type = Posix.F_UNLCK;
    private long start;
    private long length;
    private int pid;

    /** Makes an empty answer: nothing in the way. */
    public LockInfo() {}

    /**
     * Fills the answer; for implementers of {@link Posix}.
     *
     * @param newType {@code F_*}
     * @param newStart first byte
     * @param newLength number of bytes, 0 for all that follow
     * @param newPid the holder's process, or -1 for a lock of an open file description
     */
    public void set(int newType, long newStart, long newLength, int newPid) {
        type = newType;
        start = newStart;
        length = newLength;
        pid = newPid;
    }

    /**
     * Tells whether anything stands in the way.
     *
     * @return false if the lock could have been had
     */
    public boolean conflicts() {
        return type != Posix.F_UNLCK;
    }

    /**
     * The kind of lock in the way.
     *
     * @return {@link Posix#F_RDLCK}, {@link Posix#F_WRLCK}, or {@link Posix#F_UNLCK} for none
     */
    public int type() {
        return type;
    }

    /**
     * Its first byte.
     *
     * @return the offset
     */
    public long start() {
        return start;
    }

    /**
     * Its size.
     *
     * @return the number of bytes, 0 for all that follow
     */
    public long length() {
        return length;
    }

    /**
     * Its holder.
     *
     * @return a process, or -1 for a lock of an open file description, which has no single owner
     */
    public int pid() {
        return pid;
    }

    @Override
    public String toString() {
        if (!conflicts()) {
            return "no conflict";
        }
        String kind = type == Posix.F_RDLCK ? "shared" : "exclusive";
        return kind + " lock on [" + start + ", +" + length + ") held by "
                + (pid == -1 ? "a description" : "pid " + pid);
    }
}
