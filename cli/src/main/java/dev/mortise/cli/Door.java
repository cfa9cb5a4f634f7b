package dev.mortise.cli;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The backend that a command uses.
 *
 * @param name as {@code --backend} takes it
 * @param posix the door itself
 */
record Door(String name, Posix posix) {

    /** It starts in half the time of the library's own first choice, and a command line starts often. */
    private static final String FIRST_CHOICE = "jni";

    /** Opens what was asked for, and nothing else; or what works, if nothing was asked for. */
    static Door open(@Nullable String asked) {
        String wanted = asked != null ? asked : System.getProperty(Backends.PROPERTY);
        if (wanted == null) {
            return openAny();
        }
        List<String> names = Backends.names();
        if (!names.contains(wanted)) {
            throw new Refusal(
                    Exit.USAGE, "there is no backend '" + wanted + "'; choose one of " + String.join(", ", names));
        }
        return new Door(wanted, Backends.named(wanted));
    }

    private static Door openAny() {
        Door first = tryToOpen(FIRST_CHOICE);
        if (first != null) {
            return first;
        }
        for (String name : Backends.names()) {
            Door other = name.equals(FIRST_CHOICE) ? null : tryToOpen(name);
            if (other != null) {
                return other;
            }
        }
        return new Door("best", Backends.best());
    }

    private static @Nullable Door tryToOpen(String name) {
        try {
            return new Door(name, Backends.named(name));
        } catch (BackendUnavailableException e) {
            return null;
        }
    }
}
