package dev.mortise;

import dev.mortise.owner.Evidence;
import dev.mortise.owner.Owner;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** Verdicts in words. */
final class Wording {

    private static final int MOST_NAMED = 5;

    private Wording() {}

    /** Who has the lock, how we know, and what else was seen. */
    static String of(Verdict verdict, long nowNanos) {
        if (verdict.owners().isEmpty()) {
            return "nobody is seen to hold it now (" + evidence(verdict)
                    + "); others were faster, or cannot be seen from here";
        }
        String named = verdict.owners().stream()
                .limit(MOST_NAMED)
                .map(owner -> owner(owner, nowNanos))
                .collect(Collectors.joining(", and "));
        int more = verdict.owners().size() - MOST_NAMED;
        return named + (more > 0 ? ", and " + more + " more" : "") + " (" + evidence(verdict) + ")";
    }

    private static String owner(Owner owner, long nowNanos) {
        String who = owner.pid() > 0 ? "pid " + owner.pid() : "a process that cannot be seen from here";
        String command = owner.command().isEmpty() ? "" : " (" + shortened(owner.command()) + ")";
        String how = owner.mode() == Mode.SHARED ? " shares it" : " holds it";
        return who + command + how + purpose(owner, nowNanos);
    }

    private static String purpose(Owner owner, long nowNanos) {
        Instant since = owner.since();
        String operation = owner.operation().isEmpty() ? "" : " for '" + Printable.of(owner.operation()) + "'";
        return operation + (since == null ? "" : " since " + since + age(since, nowNanos));
    }

    private static String age(Instant since, long nowNanos) {
        long seconds =
                Duration.between(since, Instant.ofEpochSecond(0, nowNanos)).toSeconds();
        return seconds < 0 ? "" : " (" + seconds + " s)";
    }

    private static String shortened(String command) {
        int most = 80;
        return command.length() <= most ? command : command.substring(0, most) + "…";
    }

    private static String evidence(Verdict verdict) {
        return verdict.evidence().stream().map(Evidence::statement).distinct().collect(Collectors.joining("; "));
    }
}
