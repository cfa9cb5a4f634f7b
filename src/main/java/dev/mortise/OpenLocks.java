package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.queue.Doormen;
import dev.mortise.queue.Station;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
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
    private final List<OpenLock> open = new ArrayList<>();

    private int comfortable = COMFORTABLE;
    private boolean closed;

    OpenLocks(Posix posix, Doormen doormen, Events events, Cleaner cleaner, boolean recordingSites) {
        this.posix = posix;
        this.doormen = doormen;
        this.events = events;
        this.cleaner = cleaner;
        this.recordingSites = recordingSites;
    }

    /** The way to an open lock, opened if need be. */
    Route route(Spot spot, Mode mode) throws LockException {
        Route known = routes.get(spot);
        return known != null && known.leads(mode) ? known : open(spot, mode);
    }

    private Route open(Spot spot, Mode mode) throws LockException {
        opening.lock();
        try {
            Route known = routes.get(spot);
            if (known != null && known.leads(mode)) {
                return known;
            }
            if (closed) {
                throw new IllegalStateException("this Mortise is closed; use another one to lock " + spot);
            }
            makeRoom();
            Route route = openNew(spot, mode);
            Route stale = routes.put(spot, route);
            if (stale != null && stale.isAlias()) {
                stale.place().close();
            }
            return route;
        } finally {
            opening.unlock();
        }
    }

    private Route openNew(Spot spot, Mode mode) throws LockException {
        LockPlace place = LockPlace.open(posix, spot.path());
        boolean kept = false;
        try {
            Locksmith smith = new Locksmith(posix, spot, place);
            smith.refuseUntrusted();
            Locksmith.OpenFile file = smith.open(mode);
            Route route = known(spot, file, place);
            if (route == null) {
                route = found(spot, smith, file, place);
            } else {
                posix.close(file.fd());
            }
            kept = true;
            return route;
        } finally {
            if (!kept) {
                place.close();
            }
        }
    }

    /** The same file under another name for its directory. */
    private @Nullable Route known(Spot spot, Locksmith.OpenFile file, LockPlace place) throws LockException {
        for (OpenLock each : open) {
            if (!each.station().isOpen() || !each.file().identity().sameFile(file.identity())) {
                continue;
            }
            Spot.Range range = each.spot().range();
            if ((range == null) != (spot.range() == null)) {
                posix.close(file.fd());
                throw Failures.bothKinds(spot);
            }
            boolean same =
                    (range == null || range.equals(spot.range())) && each.file().writable() == file.writable();
            if (same) {
                return new Route(each, place, true, posix);
            }
        }
        return null;
    }

    private Route found(Spot spot, Locksmith smith, Locksmith.OpenFile file, LockPlace place) throws LockException {
        if (smith.isForeign()) {
            new Watchdog(posix).expectAnAnswer(spot, file.fd());
        }
        Station station = new Station(smith.door(file), () -> smith.another(file), doormen, posix::monotonicNanos);
        OpenLock lock = new OpenLock(spot, file, place, station, events, cleaner, recordingSites);
        open.add(lock);
        return new Route(lock, place, false, posix);
    }

    /** A lock whose file was replaced is found no more. */
    void forget(OpenLock lock) {
        opening.lock();
        try {
            lock.station().doom();
            remove(lock);
        } finally {
            opening.unlock();
        }
    }

    private void remove(OpenLock lock) {
        routes.values().removeIf(route -> {
            boolean leadsThere = route.lock() == lock;
            if (leadsThere && route.isAlias()) {
                route.place().close();
            }
            return leadsThere;
        });
        if (open.remove(lock) && lock.station().isClosed()) {
            lock.dispose();
        }
    }

    private void makeRoom() {
        if (open.size() < comfortable) {
            return;
        }
        for (OpenLock each : List.copyOf(open)) {
            if (each.isUnused() && each.station().closeIfIdle()) {
                remove(each);
            }
        }
        comfortable = Math.max(COMFORTABLE, 2 * open.size());
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

    /** Closes what nobody uses; what is held stays until it is let go. */
    void close() {
        opening.lock();
        try {
            closed = true;
            for (OpenLock each : List.copyOf(open)) {
                each.station().doom();
                remove(each);
            }
        } finally {
            opening.unlock();
        }
    }
}
