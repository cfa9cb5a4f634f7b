package dev.mortise;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import org.jspecify.annotations.Nullable;

/** Makes the default when it is first asked for. A refusal is told to everybody who asks, as what it is. */
final class SystemMortise {

    private static final @Nullable Mortise INSTANCE = make();

    private SystemMortise() {}

    private static @Nullable Mortise make() {
        try {
            return Mortise.on(Backends.best());
        } catch (BackendUnavailableException toldByGet) {
            return null;
        }
    }

    static Mortise get() {
        if (INSTANCE == null) {
            Backends.best();
            throw new BackendUnavailableException(
                    "no backend could be used when it was first asked for, though one can by now",
                    "start the JVM again");
        }
        return INSTANCE;
    }
}
