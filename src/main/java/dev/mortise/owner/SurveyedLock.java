package dev.mortise.owner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lock that somebody has.
 *
 * @param lock as the kernel shows it
 * @param path of the file, as a holder's descriptor has it; empty if none could be looked at
 * @param isDeleted whether the file has no name any more
 * @param holders the processes that have it; several if they share the description
 * @param waiters pids of those who wait for it; 0 where the kernel does not say
 * @param label what its holder wrote about it, if it did and that may be read
 */
public record SurveyedLock(
        KernelLocks.Entry lock,
        String path,
        boolean isDeleted,
        List<Integer> holders,
        List<Integer> waiters,
        @Nullable Label label) {

    /** Copies the lists. */
    public SurveyedLock {
        holders = List.copyOf(holders);
        waiters = List.copyOf(waiters);
    }
}
