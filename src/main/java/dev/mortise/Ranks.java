package dev.mortise;

import dev.mortise.posix.Printable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which ranked holds threads have. A thread that waits has no hold of the same or a higher rank, so no circle of waiting threads
 * can close: around a circle the ranks would have to grow for ever. Holds of a thread may be closed by others.
 */
final class Ranks {

    private final Map<Thread, List<Place>> places = new ConcurrentHashMap<>();

    /** One hold, and where it was acquired. */
    private record Place(Spot spot, int rank, Throwable site) {}

    /** Before a thread waits. */
    void check(Spot spot, @Nullable Integer rank) {
        if (rank != null) {
            check(spot, rank.intValue());
        }
    }

    private void check(Spot spot, int rank) {
        for (Place each : places.getOrDefault(Thread.currentThread(), List.of())) {
            if (each.rank >= rank) {
                throw outOfOrder(spot, rank, each);
            }
        }
    }

    private static LockOrderException outOfOrder(Spot spot, int rank, Place place) {
        return new LockOrderException(
                "thread " + Printable.of(Thread.currentThread().getName()) + " would wait for " + spot + " of rank "
                        + rank
                        + " while it has a hold of " + place.spot + " of rank " + place.rank
                        + ", whose acquisition is the cause of this: two that do so in opposite orders wait for each other;"
                        + " acquire the lower rank first, or all at once with LockSet",
                place.site);
    }

    /** After a thread has acquired. */
    SeatedHold note(SeatedHold hold, Spot spot, int rank) {
        Thread self = Thread.currentThread();
        Place place = new Place(spot, rank, new Throwable("acquired here"));
        places.computeIfAbsent(self, thread -> new CopyOnWriteArrayList<>()).add(place);
        return new RankedHold(hold, () -> forget(self, place));
    }

    private void forget(Thread thread, Place place) {
        places.computeIfPresent(thread, (self, mine) -> {
            mine.remove(place);
            return mine.isEmpty() ? null : mine;
        });
    }

    /** Tells when it is closed. */
    private static final class RankedHold extends WrappedHold {

        private final Runnable atTheEnd;

        RankedHold(SeatedHold hold, Runnable atTheEnd) {
            super(hold);
            this.atTheEnd = atTheEnd;
        }

        @Override
        public void close() {
            try {
                super.close();
            } finally {
                atTheEnd.run();
            }
        }
    }
}
