package dev.mortise.owner;

import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.owner.KernelLocks.Kind;
import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Which descriptors of which processes have locks: who has a lock that belongs to an open file description, which {@code /proc/locks} does
 * not tell, and by which path. Processes of other users are left out unless this one may see theirs.
 *
 * <p>The truth is in {@code /proc/PID/fdinfo}; to read it costs ten times as much as to look at the file behind a descriptor. So it is
 * read only where that does not decide: a file on a disk that has none of the locks is passed over, and a lock that the kernel lists under a
 * process's number is had by the one descriptor in sight that the file has, if that is the process's.
 */
final class HeldDescriptors {

    private static final String LOCK = "lock:";
    private static final int DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private static final int MOST_PATH = 8192;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final Posix posix;
    private final Procfs procfs;
    private final LockedFiles locked;
    private final Map<Long, List<Open>> opens = new LinkedHashMap<>();
    private final List<Held> found = new ArrayList<>();
    private final FileStat stat = new FileStat();
    private final byte[] link = new byte[MOST_PATH];
    private final long end;

    private HeldDescriptors(Posix posix, List<Entry> wanted, long nanos) {
        this.posix = posix;
        this.procfs = new Procfs(posix);
        this.locked = new LockedFiles(wanted);
        this.end = posix.monotonicNanos() + nanos;
    }

    /**
     * One lock of one descriptor.
     *
     * @param pid whose
     * @param fd its number there
     * @param path where it leads; {@code (deleted)} follows if its name is gone
     * @param entry as the kernel shows it
     */
    record Held(int pid, int fd, String path, Entry entry) {}

    /** A descriptor of a file that may be locked. */
    private record Open(int pid, int fd, String path, long device) {

        private Held having(Entry entry) {
            return new Held(pid, fd, path, entry);
        }
    }

    /** Looks at all processes that can be looked at, for locks that the kernel lists. */
    static List<Held> search(Posix posix, List<Entry> wanted) {
        return search(posix, wanted, FOR_EVER);
    }

    /** Looks at processes for a while. */
    static List<Held> search(Posix posix, List<Entry> wanted, long nanos) {
        HeldDescriptors search = new HeldDescriptors(posix, wanted, nanos);
        search.within("/proc", processes -> search.forEachNumber(processes, search::lookAtProcess));
        return search.result();
    }

    /** Looks at one process, for a while. */
    static List<Held> of(Posix posix, int pid, List<Entry> wanted, long nanos) {
        HeldDescriptors search = new HeldDescriptors(posix, wanted, nanos);
        search.lookAtProcess(pid);
        return search.result();
    }

    private boolean isOver() {
        return posix.monotonicNanos() - end > 0;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Descriptors
    // ---------------------------------------------------------------------------------------------------------------

    private void lookAtProcess(int pid) {
        within("/proc/" + pid + "/fd", links -> forEachNumber(links, fd -> lookAtDescriptor(pid, fd, links)));
    }

    private void lookAtDescriptor(int pid, int fd, int links) {
        byte[] name = terminated(String.valueOf(fd));
        boolean known = posix.statx(links, name, Posix.AT_STATX_DONT_SYNC, stat) == 0;
        if (!known || mayBeLocked(stat)) {
            opens.computeIfAbsent(known ? stat.inode() : 0, inode -> new ArrayList<>(1))
                    .add(new Open(pid, fd, path(links, name), known ? stat.device() : 0));
        }
    }

    private String path(int links, byte[] name) {
        int length = posix.readlinkat(links, name, link);
        return length < 0 ? "" : new String(link, 0, length, StandardCharsets.UTF_8);
    }

    /** On what is no disk of its own, {@code stat} may have other numbers than the list of locks: btrfs, overlay, network file systems. */
    private boolean mayBeLocked(FileStat file) {
        boolean unsure = Devices.isOfNoDisk(file.device()) && (file.isRegular() || file.isDirectory());
        return unsure || !locked.on(file.device(), file.inode()).isEmpty();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    /** First those that are known to be locked, however late it is. */
    private List<Held> result() {
        List<Open> unsure = new ArrayList<>();
        opens.forEach((inode, descriptors) -> {
            for (long device :
                    descriptors.stream().mapToLong(Open::device).distinct().toArray()) {
                List<Entry> locks = locked.on(device, inode);
                List<Open> ofFile = descriptors.stream()
                        .filter(open -> open.device() == device)
                        .toList();
                if (locks.isEmpty()) {
                    unsure.addAll(ofFile);
                } else {
                    decide(locks, ofFile);
                }
            }
        });
        unsure.stream().filter(open -> !isOver()).forEach(this::readLocks);
        return found;
    }

    private void decide(List<Entry> locks, List<Open> descriptors) {
        Open only = descriptors.get(0);
        if (descriptors.size() == 1 && locks.stream().allMatch(lock -> isNamed(lock, only))) {
            locks.forEach(lock -> found.add(only.having(lock)));
        } else {
            descriptors.forEach(this::readLocks);
        }
    }

    private static boolean isNamed(Entry lock, Open open) {
        return lock.pid() == open.pid() && (lock.kind() == Kind.FLOCK || lock.kind() == Kind.POSIX);
    }

    private void readLocks(Open open) {
        String info = procfs.text(Posix.AT_FDCWD, terminated("/proc/" + open.pid() + "/fdinfo/" + open.fd()));
        int at = info.indexOf(LOCK);
        while (at >= 0) {
            note(open, info, at + LOCK.length());
            at = info.indexOf(LOCK, at + 1);
        }
    }

    private void note(Open open, String info, int from) {
        int line = info.indexOf('\n', from);
        Entry entry = KernelLocks.entry(info.substring(from, line < 0 ? info.length() : line));
        if (entry != null && !entry.waits()) {
            found.add(open.having(entry));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Directories
    // ---------------------------------------------------------------------------------------------------------------

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
