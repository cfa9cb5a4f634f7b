package dev.mortise.owner;

import dev.mortise.owner.KernelLocks.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Locks that somebody has, by their files. */
final class LockedFiles {

    private final Map<Long, List<Entry>> byInode = new HashMap<>();

    LockedFiles(Collection<Entry> entries) {
        entries.stream()
                .filter(entry -> !entry.waits())
                .forEach(entry -> byInode.computeIfAbsent(entry.inode(), inode -> new ArrayList<>(1))
                        .add(entry));
    }

    /** Those of one file. */
    List<Entry> on(long device, long inode) {
        return byInode.getOrDefault(inode, List.of()).stream()
                .filter(entry -> entry.isOn(device, inode))
                .toList();
    }
}
