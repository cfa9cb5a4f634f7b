package dev.mortise.queue;

/**
 * How long a process may keep the kernel's lock among its own threads: 64 grants and a millisecond. The count matters to those
 * who do not stand in line where we can see them, the time to those who do.
 */
final class Budget {

    private static final int GRANTS = 64;
    private static final long NANOS = 1_000_000;

    private int granted;
    private long since;

    void start(long now) {
        granted = 0;
        since = now;
    }

    boolean grants(long now) {
        granted++;
        return granted < GRANTS && now - since < NANOS;
    }
}
