package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Location;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.queue.Doormen;
import dev.mortise.queue.Station;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The locks that a {@link Mortise} has open: one station for a file, however it is spelled, so that its threads meet. They stay open
 * when nobody uses them, because most locks are used again; beyond {@link #COMFORTABLE} those are closed that nobody has used for
 * longest.
 */
final class OpenLocks {

    private static final int COMFORTABLE = 256;

    private final Posix posix;
    private final Doormen doormen;
    private final Events events;
    private final Cleaner cleaner;
    private final boolean recordingSites;
    private final Map<Spot, Route> routes = new ConcurrentHashMap<>();

    private final ReentrantLock opening = new ReentrantLock();

    /** Guarded by {@code opening}. */
    private final LocksByFile open = new LocksByFile();

    private final Folders folders;

    private int comfortable = COMFORTABLE;

    private volatile boolean closed;

    OpenLocks(Posix posix, Doormen doormen, Events events, Cleaner cleaner, boolean recordingSites) {
        this.posix = posix;
        this.doormen = doormen;
        this.events = events;
        this.cleaner = cleaner;
        this.recordingSites = recordingSites;
        this.folders = new Folders(posix, this::closeUnused);
    }

    /** The way to an open lock, opened if need be. */
    Route route(Spot spot, Mode mode) throws LockException {
        Route known = routes.get(spot);
        return known != null && known.leads(mode) ? known : open(spot, mode);
    }

    /** Whatever asks the kernel for the file comes before the mutex: a file server may not answer. */
    private Route open(Spot spot, Mode mode) throws LockException {
        refuseIfClosed(spot);
        Location location = location(spot.path());
        Folder folder = folders.borrow(spot.path(), location);
        try {
            Locksmith smith = new Locksmith(posix, spot, folder, location.name(), this::closeUnused);
            Locksmith.OpenFile file = smith.open(mode);
            if (file.isForeign()) {
                new Watchdog(posix).expectAnAnswer(spot, file.fd());
            }
            return admit(spot, smith, file);
        } finally {
            folder.giveBack();
        }
    }

    private static Location location(Path path) throws LockException {
        try {
            return Location.of(path);
        } catch (IllegalArgumentException e) {
            throw Failures.path(path, e);
        }
    }

    private void refuseIfClosed(Spot spot) {
        if (closed) {
            throw new IllegalStateException("this Mortise is closed; use another one to lock " + spot);
        }
    }

    private Route admit(Spot spot, Locksmith smith, Locksmith.OpenFile file) throws LockException {
        boolean needed = false;
        opening.lock();
        try {
            refuseIfClosed(spot);
            makeRoom();
            Route route = known(spot, file);
            if (route == null) {
                route = found(spot, smith, file);
                needed = true;
            }
            routes.put(spot, route);
            return route;
        } finally {
            opening.unlock();
            if (!needed) {
                posix.close(file.fd());
            }
        }
    }

    /** Somebody may have been faster, or have opened the same file under another name for its directory. */
    private @Nullable Route known(Spot spot, Locksmith.OpenFile file) throws LockException {
        for (OpenLock each : open.of(file.identity())) {
            if (!each.station().isOpen()) {
                continue;
            }
            Spot.Range range = each.spot().range();
            if ((range == null) != (spot.range() == null)) {
                throw Failures.bothKinds(spot);
            }
            boolean same =
                    (range == null || range.equals(spot.range())) && each.file().writable() == file.writable();
            if (same) {
                return each.spot().equals(spot) ? Route.direct(each, posix) : Route.alias(each, posix, spot.path());
            }
        }
        return null;
    }

    private Route found(Spot spot, Locksmith smith, Locksmith.OpenFile file) {
        Station station = new Station(smith.door(file), () -> smith.another(file), doormen, posix::monotonicNanos);
        OpenLock lock = new OpenLock(spot, file, station, smith.numbering(), events, cleaner, recordingSites);
        open.add(lock);
        return Route.direct(lock, posix);
    }

    /** The place in which a thread is inside already, so that it would wait for itself; null if there is none. */
    @Nullable
    Tenant conflicting(OpenLock wanted, Thread thread, Mode mode) {
        if (wanted.spot().range() == null) {
            return wanted.conflicting(thread, mode);
        }
        opening.lock();
        try {
            for (OpenLock each : open.of(wanted.file().identity())) {
                Tenant place = each.overlaps(wanted) ? each.conflicting(thread, mode) : null;
                if (place != null) {
                    return place;
                }
            }
            return null;
        } finally {
            opening.unlock();
        }
    }

    /** A lock whose file was replaced is found no more. */
    void forget(OpenLock lock) {
        opening.lock();
        try {
            lock.station().doom();
            remove(List.of(lock));
        } finally {
            opening.unlock();
        }
    }

    /** Their stations are closed, or will be as soon as nobody is inside. */
    private void remove(List<OpenLock> locks) {
        if (!locks.isEmpty()) {
            locks.forEach(open::remove);
            locks.forEach(lock -> lock.numbering().close());
            routes.values().removeIf(route -> !route.lock().station().isOpen());
        }
    }

    private void makeRoom() {
        if (open.size() >= comfortable || routes.size() >= 2 * comfortable) {
            closeIf(OpenLock::isUnused);
            routes.values().removeIf(Route::isAlias);
            comfortable = Math.max(COMFORTABLE, 2 * open.size());
        }
    }

    /** Closes all that nobody uses at this moment; whether there was one. */
    private boolean closeUnused() {
        opening.lock();
        try {
            return closeIf(each -> true);
        } finally {
            opening.unlock();
        }
    }

    private boolean closeIf(Predicate<OpenLock> condition) {
        List<OpenLock> gone = new ArrayList<>();
        for (OpenLock each : open.all()) {
            Station station = each.station();
            if (!station.isOpen() || (condition.test(each) && station.closeIfIdle())) {
                gone.add(each);
            }
        }
        remove(gone);
        return !gone.isEmpty();
    }

    /** How many are open. */
    int size() {
        opening.lock();
        try {
            return open.size();
        } finally {
            opening.unlock();
        }
    }

    /** By how many spellings they are known. */
    int spellings() {
        return routes.size();
    }

    /** Closes what nobody uses; what is held stays until it is let go. */
    void close() {
        opening.lock();
        try {
            closed = true;
            List<OpenLock> all = List.copyOf(open.all());
            all.forEach(each -> each.station().doom());
            remove(all);
        } finally {
            opening.unlock();
        }
    }
}
