package dev.mortise.owner;

import dev.mortise.posix.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a lock, as far as it can be told.
 *
 * @param pid the process's number here; 0 if it cannot be seen from here
 * @param command how it was started, printable; empty if that cannot be read
 * @param mode how it has the lock
 * @param label what it wrote about this hold, if it did
 * @param evidence how we know
 */
public record Owner(
        int pid, String command, Mode mode, @Nullable Label label, List<Evidence> evidence) {

    /** Copies the list. */
    public Owner {
        evidence = List.copyOf(evidence);
    }

    /**
     * What it does, in its own words.
     *
     * @return empty if it did not say
     */
    public String operation() {
        return label == null ? "" : label.purpose().operation();
    }

    /**
     * Since when it has the lock, by the wall clock of then.
     *
     * @return null if it did not say
     */
    public @Nullable Instant since() {
        return label == null ? null : Instant.ofEpochSecond(0, label.created().realtimeNanos());
    }
}
