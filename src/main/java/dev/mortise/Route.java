package dev.mortise;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;

/**
 * How a path leads to an open lock. The path by which it was opened is verified by its door; another one, an alias, might come to mean
 * another file while that one does not, and is looked at each time.
 */
final class Route {

    private final OpenLock lock;
    private final LockPlace place;
    private final boolean alias;
    private final Posix posix;

    Route(OpenLock lock, LockPlace place, boolean alias, Posix posix) {
        this.lock = lock;
        this.place = place;
        this.alias = alias;
        this.posix = posix;
    }

    OpenLock lock() {
        return lock;
    }

    LockPlace place() {
        return place;
    }

    boolean isAlias() {
        return alias;
    }

    /** Whether it still leads to a lock that can be entered so. */
    boolean leads(Mode mode) {
        boolean suits = mode == Mode.SHARED || lock.file().writable();
        return suits && lock.station().isOpen() && (!alias || meansTheSameFile());
    }

    private boolean meansTheSameFile() {
        FileStat named = new FileStat();
        int found = posix.statx(place.directory(), place.name().terminated(), Posix.AT_SYMLINK_NOFOLLOW, named);
        return found == 0 && named.sameFile(lock.file().identity()) && !place.hasMoved();
    }
}
