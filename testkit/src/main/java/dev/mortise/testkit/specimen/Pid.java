package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

/** Process numbers as lock files carry them: decimal text, judged by signal 0. */
final class Pid {

    private Pid() {}

    static String own(Posix posix) {
        return Integer.toString(posix.getpid());
    }

    static boolean isDead(Posix posix, String text) {
        return posix.kill(Integer.parseInt(text), 0) == -Errno.ESRCH;
    }
}
