package dev.mortise;

import dev.mortise.posix.Backends;

/** Makes the default when it is first asked for. */
final class SystemMortise {

    static final Mortise INSTANCE = Mortise.on(Backends.best());

    private SystemMortise() {}
}
