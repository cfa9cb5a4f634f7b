package dev.mortise.testkit;

import dev.mortise.testkit.model.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an actor's code came to after a history: its next call, its end, or its failure.
 *
 * @param request the next call; null when the code is over
 * @param phase where it stands while that call is pending
 * @param site class and line of the call
 * @param failed which law the code broke by itself, or null
 * @param message how
 */
record Intent(
        @Nullable Request request,
        Phase phase,
        String site,
        @Nullable Oracle failed,
        String message) {

    static Intent call(Request request, Phase phase, String site) {
        return new Intent(request, phase, site, null, "");
    }

    static Intent end() {
        return new Intent(null, Phase.IDLE, "", null, "");
    }

    /** The code gave up, and said why. */
    static Intent refusal(String message) {
        return new Intent(null, Phase.IDLE, "", null, message);
    }

    static Intent failure(Oracle oracle, String message) {
        return new Intent(null, Phase.BUSY, "", oracle, message);
    }

    /** The same, but a law was broken before. */
    Intent failing(Oracle oracle, String how) {
        return new Intent(request, phase, site, oracle, how);
    }

    boolean isEnd() {
        return request == null;
    }

    boolean isRefusal() {
        return request == null && failed == null && !message.isEmpty();
    }

    /** Whether both go on alike. */
    boolean isSame(Intent other) {
        return isRefusal() == other.isRefusal()
                && Objects.equals(request, other.request)
                && phase == other.phase
                && failed == other.failed;
    }

    /** In words that follow "it asked". */
    String say() {
        if (failed != null) {
            return "nothing more, but failed: " + message;
        }
        if (isRefusal()) {
            return "nothing more, but gave up: " + message;
        }
        return request == null ? "nothing more" : request + " at " + site;
    }
}
