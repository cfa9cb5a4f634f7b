package dev.mortise;

import dev.mortise.posix.FileStat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open locks, oldest first, and those of one file. Not for many threads at a time. */
final class LocksByFile {

    private record File(long device, long inode) {

        static File of(FileStat stat) {
            return new File(stat.device(), stat.inode());
        }

        static File of(OpenLock lock) {
            return of(lock.file().identity());
        }
    }

    private final Set<OpenLock> all = new LinkedHashSet<>();
    private final Map<File, List<OpenLock>> byFile = new HashMap<>();

    void add(OpenLock lock) {
        all.add(lock);
        byFile.computeIfAbsent(File.of(lock), file -> new ArrayList<>(1)).add(lock);
    }

    void remove(OpenLock lock) {
        if (!all.remove(lock)) {
            return;
        }
        byFile.computeIfPresent(File.of(lock), (file, locks) -> {
            locks.remove(lock);
            return locks.isEmpty() ? null : locks;
        });
    }

    Collection<OpenLock> all() {
        return all;
    }

    Collection<OpenLock> of(FileStat file) {
        return byFile.getOrDefault(File.of(file), List.of());
    }

    int size() {
        return all.size();
    }
}
