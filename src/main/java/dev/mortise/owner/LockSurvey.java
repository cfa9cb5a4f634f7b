package dev.mortise.owner;

import dev.mortise.owner.HeldDescriptors.Held;
import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.owner.KernelLocks.Kind;
import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All locks of this machine that can be seen from here, with who has them and who waits. For people: it is old when it arrives. */
public final class LockSurvey {

    private static final String DELETED = " (deleted)";

    /** By the inodes of their files. */
    private final Map<Long, List<Held>> descriptors = new HashMap<>();

    private final Map<Long, List<Integer>> waiters = new HashMap<>();

    /** By their numbers in the list: files whose holder shows that it is there, and so has written what for. */
    private final Set<String> labelled = new HashSet<>();

    private final Function<Held, @Nullable Label> reader;

    private LockSurvey(Function<Held, @Nullable Label> reader) {
        this.reader = reader;
    }

    /**
     * Looks at the kernel's list of locks and at the descriptors of all processes.
     *
     * @param posix the door to the kernel
     * @return all locks that somebody has, in the kernel's order
     */
    public static List<SurveyedLock> of(Posix posix) {
        List<Entry> entries = KernelLocks.read(posix).entries();
        return of(entries, HeldDescriptors.search(posix, entries), held -> labelOf(posix, held));
    }

    static List<SurveyedLock> of(List<Entry> entries, List<Held> held, Function<Held, @Nullable Label> reader) {
        LockSurvey survey = new LockSurvey(reader);
        held.forEach(survey::note);
        entries.stream()
                .filter(entry -> !entry.waits() && entry.start() == Presence.BYTE)
                .forEach(entry -> survey.labelled.add(file(entry)));
        entries.stream().filter(Entry::waits).forEach(survey::note);
        return entries.stream()
                .filter(entry -> !entry.waits())
                .map(survey::describe)
                .toList();
    }

    /** Through the holder's own descriptor, wherever its file system is mounted, and whether or not the file still has a name. */
    private static @Nullable Label labelOf(Posix posix, Held held) {
        String path = "/proc/" + held.pid() + "/fd/" + held.fd();
        byte[] found = new Procfs(posix).readBytes(path, LabelFormat.MOST_BYTES + 1);
        return found == null ? null : LabelFormat.read(found).label();
    }

    private static String file(Entry entry) {
        return entry.device() + ":" + entry.inode();
    }

    private void note(Held held) {
        descriptors
                .computeIfAbsent(held.entry().inode(), inode -> new ArrayList<>(1))
                .add(held);
    }

    private void note(Entry waiter) {
        waiters.computeIfAbsent(waiter.number(), number -> new ArrayList<>(1)).add(Math.max(0, waiter.pid()));
    }

    private SurveyedLock describe(Entry entry) {
        List<Held> held = descriptors.getOrDefault(entry.inode(), List.of()).stream()
                .filter(each -> each.entry().mayBe(entry))
                .toList();
        TreeSet<Integer> holders = new TreeSet<>();
        held.forEach(each -> holders.add(each.pid()));
        if (holders.isEmpty() && entry.pid() > 0) {
            holders.add(entry.pid());
        }
        String path = held.isEmpty() ? "" : held.get(0).path();
        boolean deleted = path.endsWith(DELETED);
        return new SurveyedLock(
                entry,
                deleted ? path.substring(0, path.length() - DELETED.length()) : path,
                deleted,
                List.copyOf(holders),
                waiters.getOrDefault(entry.number(), List.of()),
                label(entry, held));
    }

    private @Nullable Label label(Entry entry, List<Held> held) {
        boolean hasOne = entry.kind() == Kind.FLOCK && !held.isEmpty() && labelled.contains(file(entry));
        return hasOne ? reader.apply(held.get(0)) : null;
    }
}
