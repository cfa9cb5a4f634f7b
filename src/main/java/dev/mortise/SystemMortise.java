package dev.mortise;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;

/** Makes the default when it is first asked for. A refusal is told to everybody who asks, as what it is. */
final class SystemMortise {

    private static final Object MADE = make();

    private SystemMortise() {}

    private static Object make() {
        try {
            return Mortise.on(Backends.best());
        } catch (BackendUnavailableException e) {
            return e;
        }
    }

    static Mortise get() {
        if (MADE instanceof BackendUnavailableException refusal) {
            throw new BackendUnavailableException(refusal.reason(), refusal.remedy(), refusal);
        }
        return (Mortise) MADE;
    }
}
