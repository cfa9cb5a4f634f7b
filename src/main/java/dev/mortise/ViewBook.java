package dev.mortise;

import dev.mortise.posix.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What threads hold through views, and how often. Each thread's list is touched by that thread alone. */
final class ViewBook {

    private final Map<Thread, List<Entry>> byThread = new ConcurrentHashMap<>();

    /** One hold. */
    static final class Entry {

        private final OpenLock lock;
        private final Mode mode;
        private final Hold hold;
        private final Map<Mode, Integer> counts = new EnumMap<>(Mode.class);

        private Entry(OpenLock lock, Mode mode, Hold hold) {
            this.lock = lock;
            this.mode = mode;
            this.hold = hold;
        }

        Mode mode() {
            return mode;
        }

        private void count(Mode through, int more) {
            counts.merge(through, more, Math::addExact);
        }

        /** Whether it was entered through a view of such a mode and not left again: who writes may read as well. */
        boolean isHeld(Mode through) {
            return counts.getOrDefault(through, 0) > 0;
        }
    }

    /** What the calling thread holds of a lock: by its file, or by its spelling if the file was replaced meanwhile. */
    @Nullable
    Entry find(Spot spot, @Nullable OpenLock lock) {
        List<Entry> mine = byThread.get(Thread.currentThread());
        if (mine == null) {
            return null;
        }
        Entry bySpelling = null;
        for (Entry each : mine) {
            if (each.lock == lock) {
                return each;
            }
            if (each.lock.spot().equals(spot)) {
                bySpelling = each;
            }
        }
        return bySpelling;
    }

    /** Whether the calling thread holds nothing at all. */
    boolean isBlank() {
        return !byThread.containsKey(Thread.currentThread());
    }

    void open(OpenLock lock, Mode mode, Hold hold) {
        Entry entry = new Entry(lock, mode, hold);
        entry.count(mode, 1);
        byThread.computeIfAbsent(Thread.currentThread(), self -> new ArrayList<>(2))
                .add(entry);
    }

    void again(Entry entry, Mode mode) {
        entry.count(mode, 1);
    }

    void close(Entry entry, Mode mode) {
        entry.count(mode, -1);
        if (entry.isHeld(Mode.EXCLUSIVE) || entry.isHeld(Mode.SHARED)) {
            return;
        }
        Thread self = Thread.currentThread();
        List<Entry> mine = byThread.get(self);
        if (mine != null) {
            mine.remove(entry);
            if (mine.isEmpty()) {
                byThread.remove(self);
            }
        }
        entry.hold.close();
    }
}
