package dev.mortise.owner;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which descriptors of which processes have locks, from {@code /proc/PID/fdinfo}: who has a lock that belongs to an open file description,
 * which {@code /proc/locks} does not tell, and by which path. Processes of other users are left out unless this one may see theirs.
 */
final class HeldDescriptors {

    private static final String LOCK = "lock:";
    private static final int DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

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
     * @param path where it leads; {@code (deleted)} follows if its name is gone
     * @param entry as the kernel shows it
     */
    record Held(int pid, String path, KernelLocks.Entry entry) {}

    /** Looks at all processes that can be looked at. */
    static List<Held> search(Posix posix) {
        return search(posix, Long.MAX_VALUE / 2);
    }

    /** Looks at processes for a while. */
    static List<Held> search(Posix posix, long nanos) {
        HeldDescriptors search = new HeldDescriptors(posix, posix.monotonicNanos() + nanos);
        search.forEachNumber("/proc", search::searchProcess);
        return search.found;
    }

    private boolean isOver() {
        return posix.monotonicNanos() - end > 0;
    }

    private void searchProcess(String pid) {
        forEachNumber("/proc/" + pid + "/fdinfo", fd -> searchDescriptor(pid, fd));
    }

    private void searchDescriptor(String pid, String fd) {
        String info = procfs.read("/proc/" + pid + "/fdinfo/" + fd);
        if (info != null && info.contains(LOCK)) {
            String path = procfs.readLink("/proc/" + pid + "/fd/" + fd);
            info.lines()
                    .filter(line -> line.startsWith(LOCK))
                    .map(line -> KernelLocks.entry(line.substring(LOCK.length())))
                    .filter(entry -> entry != null && !entry.waits())
                    .forEach(entry -> found.add(new Held(Integer.parseInt(pid), path == null ? "" : path, entry)));
        }
    }

    private void forEachNumber(String directory, Consumer<String> visitor) {
        byte[] path = (directory + "\0").getBytes(StandardCharsets.US_ASCII);
        int fd = posix.openat(Posix.AT_FDCWD, path, DIRECTORY, 0);
        if (fd < 0) {
            return;
        }
        try {
            List<String> numbers = new ArrayList<>();
            DirectoryEntries.forEach(posix, fd, name -> addNumber(numbers, name));
            for (String number : numbers) {
                if (!isOver()) {
                    visitor.accept(number);
                }
            }
        } finally {
            posix.close(fd);
        }
    }

    private static void addNumber(List<String> numbers, Name name) {
        String text = name.toString();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            numbers.add(text);
        }
    }
}
