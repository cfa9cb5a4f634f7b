package dev.mortise.compat;

import java.util.List;

/**
 * What was found in a directory of {@linkplain PidLocks named locks}.
 *
 * @param inUse names of files whose lock somebody has
 * @param stale names of files with the pid of a process that died while it had the lock. They keep nobody out: whoever comes next
 *     has the lock, and writes its own pid
 */
public record LockHealth(List<String> inUse, List<String> stale) {

    /** Copies the lists, sorted. */
    public LockHealth {
        inUse = inUse.stream().sorted().toList();
        stale = stale.stream().sorted().toList();
    }

    /**
     * Tells whether there is nothing to warn of.
     *
     * @return whether nobody died with a lock
     */
    public boolean isGood() {
        return stale.isEmpty();
    }

    /**
     * In the words that older programs use.
     *
     * @return "Found N stale lock(s)" with their names, "No stale locks", or "No locks present"
     */
    public String message() {
        if (!stale.isEmpty()) {
            return "Found " + stale.size() + " stale lock(s): " + String.join(", ", stale);
        }
        return inUse.isEmpty() ? "No locks present" : "No stale locks";
    }
}
