package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which files and processes of a real kernel stand for which of a model, and what is compared of them.
 *
 * <p>Problem: a kernel has numbers of its own for files and processes, and gives a file's number to the next one as soon as it likes;
 * the model gives numbers that were told to nobody else. Consequence: numbers cannot be compared one by one. Mechanism: the first time a
 * number is told on both sides, the two stand for each other from then on; two files that exist at the same time in the model must be two in
 * the kernel, and one must be one. What remains: a kernel that gives the number of a file that is gone to a new one agrees with the model,
 * which did not; that is counted.
 */
public final class Likeness {

    private final int uid;
    private final FileSystemWays ways;
    private final boolean ordered;
    private final Map<Integer, Long> realInodes = new HashMap<>();
    private final Map<Long, Integer> modelInodes = new HashMap<>();
    private final Map<Integer, Integer> realPids = new HashMap<>();
    private final IntSupplier nobody;
    private long reused;

    /**
     * Nothing is known yet.
     *
     * @param uid the real processes' user, who is the model's 0
     * @param ways of the file system
     * @param ordered whether directories must be listed in the model's order
     * @param nobody a number that no process has, for those that nobody has in the model
     */
    public Likeness(int uid, FileSystemWays ways, boolean ordered, IntSupplier nobody) {
        this.uid = uid;
        this.ways = ways;
        this.ordered = ordered;
        this.nobody = nobody;
    }

    /**
     * Notes which process stands for which.
     *
     * @param model its number in the model
     * @param real its real number
     */
    public void process(int model, int real) {
        realPids.put(model, real);
    }

    /**
     * Notes that a process is gone. Its number is nobody's, or a stranger's by now.
     *
     * @param model its number in the model
     */
    public void gone(int model) {
        realPids.remove(model);
    }

    /** What is no number of a process stays what it is. */
    int pid(int model) {
        if (model <= 0) {
            return model;
        }
        Integer real = realPids.get(model);
        return real == null ? nobody.getAsInt() : real;
    }

    /** Only one's own are ever sent a signal, and never a group. */
    boolean maySignal(int model, int signal) {
        return model > 0 && (signal == 0 || realPids.containsKey(model));
    }

    /**
     * Counts how often the kernel gave the number of a file that was gone to a new one, where the model did not.
     *
     * @return how often that was seen
     */
    public long reused() {
        return reused;
    }

    /** Whether a file system may answer so where the model answers otherwise. */
    boolean maySay(Request request, long model, long real) {
        return ways.fullIsThere()
                && request instanceof NameRequests.RenameAt
                && model == -Errno.ENOTEMPTY
                && real == -Errno.EEXIST;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files
    // ---------------------------------------------------------------------------------------------------------------

    @Nullable
    Difference ofFiles(FileFacts model, FileStat real, World world) {
        FileStat expected = new FileStat();
        model.fill(expected);
        boolean alike = expected.kind().equals(real.kind())
                && expected.permissions() == real.permissions()
                && (expected.uid() == 0 ? uid : expected.uid()) == real.uid()
                && (expected.isDirectory() || expected.size() == real.size())
                && (expected.links() == real.links() || (expected.isDirectory() && !ways.countsDirectories()));
        return alike ? ofNumbers((int) expected.inode(), real.inode(), world) : Difference.of(say(expected), say(real));
    }

    private static String say(FileStat stat) {
        String size = stat.isDirectory() ? "" : ", size " + stat.size();
        return stat.kind() + " mode 0" + Integer.toOctalString(stat.permissions()) + ", links " + stat.links()
                + ", uid " + stat.uid() + size;
    }

    private @Nullable Difference ofNumbers(int model, long real, World world) {
        Long known = realInodes.get(model);
        if (known != null && known == real) {
            return null;
        }
        if (known != null) {
            String says = "file " + model + ", which was inode " + known;
            return new Difference(says, "inode " + real, world.rules.inodeReuse());
        }
        Integer other = modelInodes.get(real);
        if (other != null && world.has(other)) {
            return Difference.of("file " + model + ", which is not file " + other, "inode " + real + ", which is that");
        }
        reused += other == null ? 0 : 1;
        realInodes.put(model, real);
        modelInodes.put(real, model);
        return null;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Directories
    // ---------------------------------------------------------------------------------------------------------------

    /** The same names, kinds and files; what {@code ..} is called lies outside. */
    @Nullable
    Difference ofEntries(List<DirectoryEntry> model, List<DirectoryEntry> real, Set<String> lasting, World world) {
        Map<String, Integer> modelNames = DirectoryEntry.named(model);
        Map<String, Integer> realNames = DirectoryEntry.named(real);
        if (!modelNames.equals(realNames)) {
            modelNames.keySet().retainAll(lasting);
            realNames.keySet().retainAll(lasting);
            return new Difference(model.toString(), real.toString(), modelNames.equals(realNames));
        }
        for (DirectoryEntry entry : model) {
            Difference difference =
                    entry.isParent() ? null : ofNumbers((int) entry.number(), numberOf(entry, real), world);
            if (difference != null) {
                return difference;
            }
        }
        boolean sameOrder = DirectoryEntry.order(model).equals(DirectoryEntry.order(real));
        return sameOrder || !ordered ? null : Difference.chosen(model, real);
    }

    private static long numberOf(DirectoryEntry wanted, List<DirectoryEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.name().equals(wanted.name()))
                .findFirst()
                .map(DirectoryEntry::number)
                .orElseThrow();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Locks
    // ---------------------------------------------------------------------------------------------------------------

    /** Which of several locks in the way is told is the kernel's own affair, so any of them will do. */
    @Nullable
    Difference ofLocks(List<LockFacts> mayTell, LockFacts model, LockInfo real) {
        boolean one = mayTell.stream().anyMatch(lock -> isSame(lock, real));
        return one || (mayTell.isEmpty() && !real.conflicts()) ? null : Difference.of(Objects.toString(model), real);
    }

    private boolean isSame(LockFacts model, LockInfo real) {
        return model.type() == real.type()
                && model.start() == real.start()
                && model.length() == real.length()
                && pid(model.pid()) == real.pid();
    }
}
