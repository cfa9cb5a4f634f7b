package dev.mortise.testkit.specimen;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;

/** How old files are, by the wall clock. */
final class Seniority {

    private static final long OLD_NANOS = 1_800_000_000_000L;

    private Seniority() {}

    /** Whether a file was changed half an hour ago or earlier. One that is gone is not old. */
    static boolean isOld(Posix posix, Entry entry) {
        FileStat stat = entry.stat();
        return stat != null && posix.realtimeNanos() - stat.modifiedNanos() >= OLD_NANOS;
    }
}
