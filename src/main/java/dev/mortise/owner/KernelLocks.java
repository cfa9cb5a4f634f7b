package dev.mortise.owner;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The locks that the kernel shows in {@code /proc/locks}, as they were while it was read. Reading it slows every locker of the machine a
 * little, so it is read for people, once, and never to decide anything.
 *
 * <p><b>What it does not show:</b> a lock of a process in another pid namespace is left out; a lock that belongs to an open file
 * description shows no process; waiting threads of one process cannot be told apart.
 */
public final class KernelLocks {

    private static final String FILE = "/proc/locks";

    private final List<Entry> entries;
    private final boolean readable;

    private KernelLocks(List<Entry> entries, boolean readable) {
        this.entries = List.copyOf(entries);
        this.readable = readable;
    }

    /** Which family of locks. Those of an open file description and those of a process see each other, and no others do. */
    public enum Kind {
        /** {@code flock}: on a whole file. */
        FLOCK,
        /** {@code fcntl} with {@code F_OFD_SETLK}: on a range of bytes, by an open file description. */
        OFD,
        /** {@code fcntl} with {@code F_SETLK}: on a range of bytes, by a process. */
        POSIX,
        /** Leases and delegations of file servers. */
        OTHER;

        /** Whether locks of both kinds exclude each other. */
        boolean meets(Kind other) {
            boolean ranges = isOfRanges() && other.isOfRanges();
            return ranges || (this == FLOCK && other == FLOCK);
        }

        private boolean isOfRanges() {
            return this == OFD || this == POSIX;
        }
    }

    /**
     * One line.
     *
     * @param number of the lock; those who wait for it have the same one
     * @param waits whether it is wished for, not had
     * @param kind which family
     * @param mode exclusive or shared
     * @param pid who asked for it; not positive where the kernel does not say
     * @param device of the file's file system, as {@link FileStat#device} has it for most
     * @param inode of the file
     * @param start first byte
     * @param end last byte; {@link Long#MAX_VALUE} for all that follow
     */
    public record Entry(
            long number, boolean waits, Kind kind, Mode mode, int pid, long device, long inode, long start, long end) {

        /**
         * Tells whether it is about a file.
         *
         * @param device of its file system
         * @param inode of the file
         * @return whether it is
         */
        public boolean isOn(long device, long inode) {
            return this.device == device && this.inode == inode;
        }

        /** Whether another line may be about this very lock: all is the same but its number, which differs from list to list. */
        boolean mayBe(Entry other) {
            return isOn(other.device, other.inode)
                    && waits == other.waits
                    && kind == other.kind
                    && mode == other.mode
                    && pid == other.pid
                    && start == other.start
                    && end == other.end;
        }
    }

    /**
     * Reads the kernel's list.
     *
     * @param posix the door to it
     * @return what it shows; nothing where it may not be read
     */
    public static KernelLocks read(Posix posix) {
        String text = new Procfs(posix).readWhole(FILE);
        return text == null ? new KernelLocks(List.of(), false) : parse(text);
    }

    static KernelLocks parse(String text) {
        List<Entry> entries = new ArrayList<>();
        text.lines().map(KernelLocks::entry).forEach(entry -> {
            if (entry != null) {
                entries.add(entry);
            }
        });
        return new KernelLocks(entries, true);
    }

    /** Such as {@code 2: -> OFDLCK ADVISORY  WRITE -1 fe:00:2146328 0 EOF}; null for what is no such line. */
    static @Nullable Entry entry(String line) {
        StringTokenizer words = new StringTokenizer(line, " :\t\n");
        try {
            long number = Long.parseLong(words.nextToken());
            String kind = words.nextToken();
            boolean waits = kind.equals("->");
            while (kind.equals("->")) {
                kind = words.nextToken();
            }
            words.nextToken(); // advisory, or how far a lease has come
            Mode mode = words.nextToken().equals("WRITE") ? Mode.EXCLUSIVE : Mode.SHARED;
            int pid = Integer.parseInt(words.nextToken());
            long major = Long.parseLong(words.nextToken(), 16);
            long device = Devices.of(major, Long.parseLong(words.nextToken(), 16));
            long inode = Long.parseUnsignedLong(words.nextToken());
            long start = Long.parseLong(words.nextToken());
            String end = words.nextToken();
            return new Entry(
                    number,
                    waits,
                    kind(kind),
                    mode,
                    pid,
                    device,
                    inode,
                    start,
                    end.equals("EOF") ? Long.MAX_VALUE : Long.parseLong(end));
        } catch (NumberFormatException | NoSuchElementException e) {
            return null;
        }
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "FLOCK" -> Kind.FLOCK;
            case "OFDLCK" -> Kind.OFD;
            case "POSIX" -> Kind.POSIX;
            default -> Kind.OTHER;
        };
    }

    /**
     * Tells whether the list could be read at all.
     *
     * @return no where {@code /proc} is not mounted, or may not be read
     */
    public boolean isReadable() {
        return readable;
    }

    /**
     * All lines.
     *
     * @return in the kernel's order
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The lines about one file.
     *
     * @param device of its file system
     * @param inode of the file
     * @return in the kernel's order
     */
    public List<Entry> on(long device, long inode) {
        return entries.stream().filter(entry -> entry.isOn(device, inode)).toList();
    }
}
