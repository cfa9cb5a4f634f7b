package dev.mortise.owner;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Which descriptors of which processes have locks, from {@code /proc/PID/fdinfo}: who has a lock that belongs to an open file description,
 * which {@code /proc/locks} does not tell, and by which path. Processes of other users are left out unless this one may see theirs.
 */
final class HeldDescriptors {

    private static final String LOCK = "lock:";
    private static final int DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final Posix posix;
    private final Procfs procfs;
    private final List<Held> found = new ArrayList<>();
    private final long end;

    private HeldDescriptors(Posix posix, long end) {
        this.posix = posix;
        this.procfs = new Procfs(posix);
        this.end = end;
    }

    /**
     * One lock of one descriptor.
     *
     * @param pid whose
     * @param fd its number there
     * @param path where it leads; {@code (deleted)} follows if its name is gone
     * @param entry as the kernel shows it
     */
    record Held(int pid, int fd, String path, KernelLocks.Entry entry) {}

    /** Looks at all processes that can be looked at. */
    static List<Held> search(Posix posix) {
        return search(posix, FOR_EVER);
    }

    /** Looks at processes for a while. */
    static List<Held> search(Posix posix, long nanos) {
        HeldDescriptors search = new HeldDescriptors(posix, posix.monotonicNanos() + nanos);
        search.within("/proc", processes -> search.forEachNumber(processes, search::searchProcess));
        return search.found;
    }

    /** Looks at one process, for a while. */
    static List<Held> of(Posix posix, int pid, long nanos) {
        HeldDescriptors search = new HeldDescriptors(posix, posix.monotonicNanos() + nanos);
        search.searchProcess(pid);
        return search.found;
    }

    private boolean isOver() {
        return posix.monotonicNanos() - end > 0;
    }

    private void searchProcess(int pid) {
        within(
                "/proc/" + pid + "/fdinfo",
                infos -> within(
                        "/proc/" + pid + "/fd",
                        links -> forEachNumber(infos, fd -> searchDescriptor(pid, fd, infos, links))));
    }

    private void searchDescriptor(int pid, int fd, int infos, int links) {
        byte[] name = terminated(String.valueOf(fd));
        String info = procfs.text(infos, name);
        int at = info.indexOf(LOCK);
        if (at >= 0) {
            String path = procfs.readLink(links, name);
            while (at >= 0) {
                note(pid, fd, path == null ? "" : path, info, at + LOCK.length());
                at = info.indexOf(LOCK, at + 1);
            }
        }
    }

    private void note(int pid, int fd, String path, String info, int from) {
        int end = info.indexOf('\n', from);
        KernelLocks.Entry entry = KernelLocks.entry(info.substring(from, end < 0 ? info.length() : end));
        if (entry != null && !entry.waits()) {
            found.add(new Held(pid, fd, path, entry));
        }
    }

    /** With the directory's descriptor, if it may be opened: a name in it is found faster than a whole path. */
    private void within(String directory, IntConsumer task) {
        int fd = posix.openat(Posix.AT_FDCWD, terminated(directory), DIRECTORY, 0);
        if (fd < 0) {
            return;
        }
        try {
            task.accept(fd);
        } finally {
            posix.close(fd);
        }
    }

    private void forEachNumber(int directory, IntConsumer visitor) {
        List<Integer> numbers = new ArrayList<>();
        DirectoryEntries.forEach(posix, directory, name -> addNumber(numbers, name));
        for (int number : numbers) {
            if (!isOver()) {
                visitor.accept(number);
            }
        }
    }

    private static void addNumber(List<Integer> numbers, Name name) {
        String text = name.toString();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            numbers.add(Integer.parseInt(text));
        }
    }

    private static byte[] terminated(String path) {
        return (path + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
