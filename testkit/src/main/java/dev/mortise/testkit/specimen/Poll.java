package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;

/** How long specimens wait before they look again. */
final class Poll {

    private static final long NANOS = 20_000;

    private Poll() {}

    static void pause(Posix posix) {
        posix.sleep(NANOS);
    }
}
