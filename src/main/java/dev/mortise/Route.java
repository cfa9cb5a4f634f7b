package dev.mortise;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a path leads to an open lock. The path by which it was opened is verified by its door; another one, an alias, might come to mean
 * another file while that one does not, and is looked at each time.
 */
final class Route {

    private final OpenLock lock;
    private final Posix posix;
    private final byte @Nullable [] alias;

    private Route(OpenLock lock, Posix posix, byte @Nullable [] alias) {
        this.lock = lock;
        this.posix = posix;
        this.alias = alias;
    }

    static Route direct(OpenLock lock, Posix posix) {
        return new Route(lock, posix, null);
    }

    static Route alias(OpenLock lock, Posix posix, Path path) {
        return new Route(lock, posix, Name.pathBytes(path));
    }

    OpenLock lock() {
        return lock;
    }

    boolean isAlias() {
        return alias != null;
    }

    /** Whether it still leads to a lock that can be entered so. */
    boolean leads(Mode mode) {
        boolean suits = mode == Mode.SHARED || lock.file().writable();
        return suits && lock.station().isOpen() && (alias == null || meansTheSameFile(alias));
    }

    private boolean meansTheSameFile(byte[] path) {
        FileStat named = new FileStat();
        int found = posix.statx(Posix.AT_FDCWD, path, Posix.AT_SYMLINK_NOFOLLOW, named);
        return found == 0 && named.sameFile(lock.file().identity());
    }
}
