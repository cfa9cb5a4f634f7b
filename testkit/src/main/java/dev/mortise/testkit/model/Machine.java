package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes calls, one at a time: it takes a world, lets a request change what it must, and keeps the world after. Only what
 * is changed is copied. Reusable, for one thread.
 */
public final class Machine {

    /** The wall clock when a model's clock stands at 0. */
    public static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;

    /** The machine has run for so long when a model's clock stands at 0. */
    static final long UPTIME_NANOS = 1_000_000_000_000_000L;

    private static final long LEAP_NANOS = 3_600_000_000_000L;
    private static final long TICKS_WHEN_FIRST_STARTED = 1000;

    private final LongSupplier clock;
    private final Lookup lookup = new Lookup(this);

    private World before;
    private World after;
    private @Nullable Inode[] inodes;
    private ProcessEntry[] entries;
    private Pending[] pending;
    private boolean ownInodes;
    private boolean ownEntries;
    private Numbers numbers;
    private int leaps;
    private long hash;
    private int self;
    private int choice;
    private int offered = 1;
    private boolean timed;

    /** A machine whose clock stands still, but for leaps. */
    public Machine() {
        this(() -> 0);
    }

    /**
     * A machine with a clock.
     *
     * @param clock nanoseconds since some moment, never stepping back
     */
    public Machine(LongSupplier clock) {
        this(clock, World.empty(WorldRules.plain()));
    }

    private Machine(LongSupplier clock, World world) {
        this.clock = clock;
        before = world;
        after = world;
        inodes = world.inodes;
        entries = world.entries;
        pending = world.pending;
        numbers = world.numbers;
    }

    /** A machine for what befalls a world's processes from outside. */
    static Machine at(World world) {
        return new Machine(() -> 0, world);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Running
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Executes one call.
     *
     * @param world the world before it
     * @param process who calls; alive
     * @param request what
     * @param wanted which of the adversary's choices, 0 unless choices were offered
     * @return the answer
     */
    public Result run(World world, int process, Request request, int wanted) {
        load(world, process);
        choice = wanted;
        if (entries[process].life() != Life.ALIVE) {
            throw new IllegalStateException("process " + process + " cannot call: it is " + entries[process].life());
        }
        Result result = request.on(this);
        if (choice >= offered) {
            throw new IllegalArgumentException("answer " + choice + " to " + request + ": the kernel has "
                    + (offered == 1 ? "one, number 0" : offered + ", number 0 to " + (offered - 1)));
        }
        store();
        return result;
    }

    /**
     * Lets a call fail.
     *
     * @param world the world before it
     * @param process who calls; alive
     * @param request what
     * @param errno with which error number, positive
     * @return the answer
     */
    public Result fail(World world, int process, Request request, int errno) {
        load(world, process);
        Failures.befall(this, request);
        store();
        offered = 1;
        return Result.error(errno);
    }

    /**
     * The world after the last run.
     *
     * @return the very same as before when nothing was changed
     */
    public World after() {
        return after;
    }

    /**
     * How many choices the last run had.
     *
     * @return 1 if there was nothing to choose
     */
    public int offered() {
        return offered;
    }

    private void load(World world, int process) {
        before = world;
        after = world;
        inodes = world.inodes;
        entries = world.entries;
        pending = world.pending;
        ownInodes = false;
        ownEntries = false;
        numbers = world.numbers;
        leaps = world.leaps;
        hash = world.partsHash();
        self = process;
        choice = 0;
        offered = 1;
        timed = false;
    }

    /** What is equal hashes equally, so a change that changed nothing shows here. */
    private World store() {
        boolean same = hash == before.partsHash() && numbers.equals(before.numbers) && leaps == before.leaps;
        after = same ? before : new World(before.rules, inodes, entries, pending, numbers, leaps, hash);
        return after;
    }

    /** Which of several outcomes the adversary wants. A call that asks twice is offered every pair. */
    int choose(int outcomes) {
        int chosen = choice / offered % outcomes;
        offered *= outcomes;
        return chosen;
    }

    /** The process whose record lock is the first to keep a call waiting, or -1. */
    int ownerInTheWay(World world, int process, LockRequests.LockRange lock) {
        load(world, process);
        return lock.on(this).equals(Result.BLOCKED) ? lock.ownerInTheWay(this) : Conflicts.NO_PROCESS;
    }

    /** All that a process may be told stands in a range's way. */
    List<LockFacts> inTheWay(World world, int process, LockRequests.ProbeRange probe) {
        load(world, process);
        return probe.inTheWay(this);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes come and go
    // ---------------------------------------------------------------------------------------------------------------

    World add(World world, ProcessPlan plan) {
        load(world, world.entries.length);
        entries = Arrays.copyOf(entries, self + 1);
        ownEntries = true;
        entries[self] = ProcessEntry.of(plan);
        hash += World.hashOf(self, entries[self]);
        if (plan.pid() != ProcessPlan.UNBORN_PID) {
            begin(plan.pid(), plan.parent());
        }
        return store();
    }

    /** The first change of names that the disk does not know yet: it does now, or never will. */
    World decideName(World off, boolean kept, boolean ordered) {
        load(off, 0);
        if (kept) {
            Durability.forceFirst(this);
        } else {
            setPending(ordered ? new Pending[0] : Arrays.copyOfRange(pending, 1, pending.length));
        }
        forgetWhatTheDiskForgot();
        return store();
    }

    World decideContent(World off, int number, Content content) {
        load(off, 0);
        Inode inode = inode(number);
        put(inode.with(content, inode.metadata()).withStable(content));
        return store();
    }

    World start(World world, int process, int pid) {
        load(world, process);
        begin(pid, world.kinOf(process));
        return store();
    }

    World give(World world, int process, int fd) {
        load(world, process);
        put(process, entries[process].given(fd));
        return store();
    }

    private void begin(int pid, int parent) {
        ProcessEntry entry = entries[self];
        if (pid <= 0 || processOf(entry.plan().pidNamespace(), pid) >= 0) {
            throw new IllegalArgumentException("pid " + pid + " is taken or no number of a process");
        }
        put(self, entry.in(Life.ALIVE, pid));
        give(World.WORKING_DIRECTORY, share(Description.of(World.WORK, 0)));
        entry.plan().inherited().forEach(fd -> inherit(parent, fd));
    }

    private int share(Description description) {
        int place = entries[self].freePlace();
        put(self, entries[self].with(place, description));
        return ProcessEntry.reference(self, place);
    }

    private void give(int fd, int reference) {
        put(self, entries[self].givenDescriptor(fd, reference));
    }

    private void inherit(int parent, int fd) {
        int reference = parent == ProcessPlan.NO_PARENT ? ProcessEntry.CLOSED : entries[parent].reference(fd);
        if (reference == ProcessEntry.CLOSED || entries[self].reference(fd) != ProcessEntry.CLOSED) {
            throw new IllegalArgumentException("descriptor " + fd + " cannot be inherited");
        }
        Description description = behind(reference);
        replace(reference, description.withReferences(description.references() + 1));
        give(fd, reference);
    }

    /**
     * Ends a process from outside; see {@link World#kill}, {@link World#exit} and {@link World#reap}.
     *
     * @param world the world before it
     * @param process alive, or a zombie that is to be gone
     * @param life {@link Life#ZOMBIE} or {@link Life#GONE}
     * @return the world after it
     */
    public World end(World world, int process, Life life) {
        load(world, process);
        end(process, life);
        return store();
    }

    /** The kernel closes what a process has open when it ends, not when it is buried. */
    void end(int process, Life life) {
        ProcessEntry entry = entries[process];
        if (entry.sharesNothing(process)) {
            put(process, entry.ended(life));
            forgetWhatOnlyThisHadOpen(entry);
            return;
        }
        for (int fd = entry.descriptorLimit() - 1; fd >= 0; fd--) {
            close(process, fd);
        }
        put(process, entries[process].in(life, entry.pid()));
    }

    private void forgetWhatOnlyThisHadOpen(ProcessEntry ended) {
        for (int place = 0; place < ended.descriptionLimit(); place++) {
            Description description = ended.description(place);
            if (description != null && inodes[description.inode()] != null) {
                forgetIfUnused(description.inode());
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    int self() {
        return self;
    }

    ProcessEntry me() {
        return entries[self];
    }

    int processes() {
        return entries.length;
    }

    ProcessEntry process(int index) {
        return entries[index];
    }

    /** The process that has a number in a namespace, or -1. */
    int processOf(long namespace, int pid) {
        for (int i = 0; i < entries.length; i++) {
            ProcessEntry entry = entries[i];
            if (entry.pid() == pid && entry.hasNumber() && entry.plan().pidNamespace() == namespace) {
                return i;
            }
        }
        return -1;
    }

    /** Different for each process, whatever numbers they have. */
    long startTicks(int process) {
        return TICKS_WHEN_FIRST_STARTED + process;
    }

    void put(int process, ProcessEntry entry) {
        if (!ownEntries) {
            entries = entries.clone();
            ownEntries = true;
        }
        hash += World.hashOf(process, entry) - World.hashOf(process, entries[process]);
        entries[process] = entry;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Descriptors
    // ---------------------------------------------------------------------------------------------------------------

    /** What is behind one of the caller's descriptors, or null. */
    @Nullable
    Description description(int fd) {
        int reference = entries[self].reference(fd);
        return reference == ProcessEntry.CLOSED ? null : behind(reference);
    }

    private Description behind(int reference) {
        ProcessEntry owner = entries[ProcessEntry.ownerOf(reference)];
        return Objects.requireNonNull(owner.description(ProcessEntry.placeOf(reference)));
    }

    /** Replaces what is behind one of the caller's descriptors, for all that share it. */
    void replaceBehind(int fd, Description description) {
        replace(entries[self].reference(fd), description);
    }

    private void replace(int reference, @Nullable Description description) {
        int owner = ProcessEntry.ownerOf(reference);
        put(owner, entries[owner].with(ProcessEntry.placeOf(reference), description));
    }

    boolean canOpen(int descriptors) {
        return entries[self].hasRoomFor(descriptors);
    }

    /** Opens the lowest free descriptor. */
    int open(int inode, int flags) {
        int fd = entries[self].freeDescriptor();
        put(self, entries[self].opened(self, fd, Description.of(inode, flags)));
        return fd;
    }

    int close(int fd) {
        return close(self, fd) ? 0 : -Errno.EBADF;
    }

    private boolean close(int process, int fd) {
        int reference = entries[process].reference(fd);
        if (reference == ProcessEntry.CLOSED) {
            return false;
        }
        Description description = behind(reference);
        boolean last = description.references() == 1;
        if (last && ProcessEntry.ownerOf(reference) == process) {
            put(process, entries[process].closed(fd));
        } else {
            put(process, entries[process].withoutDescriptor(fd));
            replace(reference, last ? null : description.withReferences(description.references() - 1));
        }
        if (!description.isPlace()) {
            dropRecordLocks(process, description.inode());
        }
        if (last) {
            forgetIfUnused(description.inode());
        }
        return true;
    }

    /** Whichever descriptor of the file is closed, all of the process's record locks on it go. */
    private void dropRecordLocks(int process, int inode) {
        RecordLocks locks = entries[process].recordLocks();
        RecordLocks left = locks.without(inode);
        if (left != locks) {
            put(process, entries[process].with(left));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files
    // ---------------------------------------------------------------------------------------------------------------

    WorldRules rules() {
        return before.rules;
    }

    Lookup lookup() {
        return lookup;
    }

    Inode inode(int number) {
        return Objects.requireNonNull(inodes[number]);
    }

    /** The caller is told its number. */
    Inode tell(int number) {
        Inode inode = inode(number);
        if (!inode.isTold()) {
            put(inode.told());
        }
        return inode(number);
    }

    /** A number for a new file of the disk; may offer a choice. */
    int allot() {
        int freed = before.rules.inodeReuse() ? lowestFreed() : Directory.NONE;
        return freed != Directory.NONE && choose(2) == 1 ? freed : allotNew();
    }

    int allotNew() {
        int fresh = numbers.fresh();
        numbers = numbers.withoutFresh();
        return fresh;
    }

    private int lowestFreed() {
        for (int number = World.ROOT; number < numbers.limit(); number++) {
            boolean isFree = number >= inodes.length || inodes[number] == null;
            if (isFree && !numbers.isSpare(number)) {
                return number;
            }
        }
        return Directory.NONE;
    }

    void put(Inode inode) {
        putInode(inode.number(), inode);
    }

    private void putInode(int number, @Nullable Inode inode) {
        if (number >= inodes.length) {
            inodes = Arrays.copyOf(inodes, number + 1);
        } else if (!ownInodes) {
            inodes = inodes.clone();
        }
        ownInodes = true;
        hash += World.hashOf(number, inode) - World.hashOf(number, inodes[number]);
        inodes[number] = inode;
    }

    /** The file is gone when it has no name, no description, and the disk has none either. */
    void forgetIfUnused(int number) {
        if (inode(number).links() == 0 && !isOpen(number) && !isOnDisk(number)) {
            numbers = inode(number).isTold() ? numbers : numbers.with(number);
            putInode(number, null);
        }
    }

    /** When names become durable, files may lose the last that held them. */
    void forgetWhatTheDiskForgot() {
        for (int number = World.ROOT; number < inodes.length; number++) {
            if (inodes[number] != null) {
                forgetIfUnused(number);
            }
        }
    }

    @Nullable
    Inode inodeOrNull(int number) {
        return inodes[number];
    }

    /** What a new file's disk holds, where the disk is told apart. */
    @Nullable
    Body ifDurable(Body body) {
        return before.rules.durability() ? body : null;
    }

    /** Whether anybody can read from a pipe, or write to it. */
    boolean isOpenFor(int number, boolean reading) {
        for (ProcessEntry entry : entries) {
            for (int place = 0; place < entry.descriptionLimit(); place++) {
                Description description = entry.description(place);
                if (description != null
                        && description.inode() == number
                        && (reading ? description.isReadable() : description.isWritable())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOpen(int number) {
        for (ProcessEntry entry : entries) {
            for (int place = 0; place < entry.descriptionLimit(); place++) {
                Description description = entry.description(place);
                if (description != null && description.inode() == number) {
                    return true;
                }
            }
        }
        return false;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Names
    // ---------------------------------------------------------------------------------------------------------------

    /** Makes an entry mean this inode, or nothing, without a word about its links. */
    void setEntry(int directory, Component name, int number) {
        Inode holder = inode(directory);
        Directory old = holder.directory();
        Directory changed = number == Directory.NONE ? old.without(name) : old.with(name, number);
        put(holder.with(changed, holder.metadata().modifiedAt(now())));
    }

    void addLinks(int number, int count) {
        Inode inode = inode(number);
        put(inode.withLinks(inode.links() + count, inode.metadata().changedAt(now())));
    }

    /** Notes a change of names that the disk does not know yet. */
    void note(Pending change) {
        if (before.rules.durability()) {
            Pending[] longer = Arrays.copyOf(pending, pending.length + 1);
            longer[pending.length] = change;
            setPending(longer);
        }
    }

    Pending[] pending() {
        return pending;
    }

    void setPending(Pending[] changes) {
        hash += World.hashOf(changes) - World.hashOf(pending);
        pending = changes;
    }

    private boolean isOnDisk(int number) {
        if (!before.rules.durability()) {
            return false;
        }
        for (Pending change : pending) {
            if (change.names(number)) {
                return true;
            }
        }
        for (Inode inode : inodes) {
            if (inode != null && inode.stable() instanceof Directory directory && directory.names(number)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time
    // ---------------------------------------------------------------------------------------------------------------

    /** Whoever asks for the time, if only to leave it on a file, may find that an hour has passed unseen; once in a call. */
    private void mayLeap() {
        if (!timed && leaps < before.rules.leaps()) {
            leaps += choose(2);
        }
        timed = true;
    }

    /** The wall clock. */
    long now() {
        mayLeap();
        return EPOCH_NANOS + elapsed();
    }

    long uptime() {
        mayLeap();
        return UPTIME_NANOS + elapsed();
    }

    private long elapsed() {
        return clock.getAsLong() + leaps * LEAP_NANOS;
    }
}
