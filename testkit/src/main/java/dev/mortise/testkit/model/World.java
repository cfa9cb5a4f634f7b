package dev.mortise.testkit.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of a kernel with its disk and its processes. It never changes; a {@link Machine} makes the next one.
 *
 * <p>Every process works in the directory {@link #HOME} and has it open as descriptor {@link #WORKING_DIRECTORY}.
 */
public final class World {

    /** The directory in which every process works. */
    public static final String HOME = "/home";

    /** The descriptor of the working directory that every process has from its start. */
    public static final int WORKING_DIRECTORY = 3;

    /** {@code /}. */
    static final int ROOT = 1;

    /** The inode of {@link #HOME}. */
    static final int WORK = 2;

    private static final int FIRST_NUMBER = 3;
    private static final int DIRECTORY_MODE = Metadata.DIRECTORY | 0755;
    private static final int PROCESS_SALT = 1 << 24;
    private static final int PENDING_SALT = 1 << 25;
    private static final int COUNTERS_SALT = 1 << 26;

    final WorldRules rules;
    final @Nullable Inode[] inodes;
    final ProcessEntry[] entries;
    final Pending[] pending;
    final Numbers numbers;
    final int leaps;
    private final long partsHash;

    World(
            WorldRules rules,
            @Nullable Inode[] inodes,
            ProcessEntry[] entries,
            Pending[] pending,
            Numbers numbers,
            int leaps,
            long partsHash) {
        this.rules = rules;
        this.inodes = inodes;
        this.entries = entries;
        this.pending = pending;
        this.numbers = numbers;
        this.leaps = leaps;
        this.partsHash = partsHash;
    }

    /**
     * A world with an empty working directory and without processes.
     *
     * @param rules what it offers and keeps
     * @return the world
     */
    public static World empty(WorldRules rules) {
        Component work = Component.of(new byte[] {'h', 'o', 'm', 'e'});
        Directory top = Directory.emptyBelow(ROOT).with(work, WORK);
        Metadata metadata = Metadata.of(DIRECTORY_MODE, 0, Machine.EPOCH_NANOS);
        Directory empty = Directory.emptyBelow(ROOT);
        Inode root = Inode.of(ROOT, metadata, 3, top, rules.durability() ? top : null);
        Inode directory = Inode.of(WORK, metadata, 2, empty, rules.durability() ? empty : null);
        @Nullable Inode[] inodes = {null, root, directory};
        long hash = hashOf(ROOT, root) + hashOf(WORK, directory);
        return new World(rules, inodes, new ProcessEntry[0], new Pending[0], Numbers.from(FIRST_NUMBER), 0, hash);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Hashing
    // ---------------------------------------------------------------------------------------------------------------

    static long hashOf(int number, @Nullable Inode inode) {
        return inode == null ? 0 : Mix.of(number, inode.hash());
    }

    static long hashOf(int process, ProcessEntry entry) {
        return Mix.of(process + PROCESS_SALT, entry.hash());
    }

    static long hashOf(Pending[] changes) {
        long hash = 0;
        for (int i = 0; i < changes.length; i++) {
            hash += Mix.of(PENDING_SALT + i, changes[i].hash());
        }
        return hash;
    }

    /** Of inodes, processes and pending changes. */
    long partsHash() {
        return partsHash;
    }

    /**
     * Tells this state from others.
     *
     * @return the same for equal states, and for unequal ones only by accident
     */
    public long hash() {
        return partsHash + Mix.of(COUNTERS_SALT + leaps, numbers.hash());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Adds a process, before the search begins.
     *
     * @param plan what it is
     * @return the world with it as the last of its processes, alive unless the plan says otherwise
     */
    public World addProcess(ProcessPlan plan) {
        return Machine.at(this).add(this, plan);
    }

    /**
     * Starts a process.
     *
     * @param process one that is unborn
     * @param pid its number, free in its namespace
     * @return the world with the process alive
     */
    public World start(int process, int pid) {
        require(process, Life.UNBORN);
        return Machine.at(this).start(this, process, pid);
    }

    /**
     * Tells whether a process can be started: one that is to share descriptions is forked by one of its kin that still has them.
     *
     * @param process one that is unborn
     * @return whether it can
     */
    public boolean canStart(int process) {
        return entries[process].plan().parent() == ProcessPlan.NO_PARENT || kinOf(process) != ProcessPlan.NO_PARENT;
    }

    /** One that lives and has all that a process is to inherit, still from its own start; or none. */
    int kinOf(int process) {
        ProcessPlan plan = entries[process].plan();
        for (int other = 0; other < entries.length && plan.parent() != ProcessPlan.NO_PARENT; other++) {
            boolean kin = other == plan.parent() || entries[other].plan().parent() == plan.parent();
            boolean has = plan.inherited().stream().allMatch(entries[other]::wasGiven);
            if (kin && has && life(other) == Life.ALIVE) {
                return other;
            }
        }
        return ProcessPlan.NO_PARENT;
    }

    /**
     * Counts a descriptor that a process opened among those that it was given at its start.
     *
     * @param process its index
     * @param fd one that is open
     * @return the world in which it was given
     */
    public World give(int process, int fd) {
        return Machine.at(this).give(this, process, fd);
    }

    /**
     * Kills a process: what it has open is closed, its locks are dropped, its number still answers.
     *
     * @param process one that is alive
     * @return the world with the zombie
     */
    public World kill(int process) {
        require(process, Life.ALIVE);
        return Machine.at(this).end(this, process, Life.ZOMBIE);
    }

    /**
     * Buries a process, so that its number can be given away.
     *
     * @param process a zombie
     * @return the world without it
     */
    public World reap(int process) {
        require(process, Life.ZOMBIE);
        return Machine.at(this).end(this, process, Life.GONE);
    }

    /**
     * Ends a process that ran to its end.
     *
     * @param process one that is alive
     * @return the world with its zombie, or without it where there are none
     */
    public World exit(int process) {
        require(process, Life.ALIVE);
        return Machine.at(this).end(this, process, lifeAfterExit());
    }

    /**
     * Tells what is left of a process that ran to its end.
     *
     * @return {@link Life#ZOMBIE}, or {@link Life#GONE} where there are none
     */
    public Life lifeAfterExit() {
        return rules.zombies() ? Life.ZOMBIE : Life.GONE;
    }

    /**
     * The same disk as others will find it: every process has ended, everything is durable.
     *
     * @param newRules what the new world offers and keeps
     * @return the world without processes
     */
    public World settled(WorldRules newRules) {
        @Nullable Inode[] kept = new Inode[inodes.length];
        long hash = 0;
        for (Inode inode : inodes) {
            if (inode != null && inode.links() > 0) {
                kept[inode.number()] = inode.withStable(newRules.durability() ? inode.body() : null);
                hash += hashOf(inode.number(), kept[inode.number()]);
            }
        }
        return new World(newRules, kept, new ProcessEntry[0], new Pending[0], numbers, 0, hash);
    }

    /** Of which everything is decided: what the directories on the disk name is there, and nothing else; processes are as they were planned. */
    World afterPowerCut() {
        int[] links = linksOnDisk();
        @Nullable Inode[] kept = new Inode[inodes.length];
        long hash = 0;
        for (Inode inode : inodes) {
            if (inode != null && links[inode.number()] > 0) {
                Inode found = inode.onDisk(links[inode.number()]);
                kept[inode.number()] = found;
                hash += hashOf(inode.number(), found);
            }
        }
        World disk = new World(rules, kept, new ProcessEntry[0], new Pending[0], numbers, leaps, hash);
        for (ProcessEntry entry : entries) {
            disk = disk.addProcess(entry.plan());
            int last = disk.processes() - 1;
            if (disk.life(last) == Life.ALIVE) {
                disk = Machine.at(disk).end(disk, last, Life.GONE);
            }
        }
        return disk;
    }

    /** How many names each has there; a directory also that of itself. */
    private int[] linksOnDisk() {
        int[] links = new int[inodes.length];
        countLinks(ROOT, links);
        links[ROOT] += 2;
        return links;
    }

    private void countLinks(int number, int[] links) {
        Inode holder = inodes[number];
        if (holder == null || !(holder.stable() instanceof Directory directory)) {
            return;
        }
        for (int i = 0; i < directory.count(); i++) {
            int named = directory.inode(i);
            Inode inode = inodes[named];
            if (inode != null) {
                links[named]++;
                if (inode.isDirectory() && links[named] == 1) {
                    links[named]++;
                    links[number]++;
                    countLinks(named, links);
                }
            }
        }
    }

    private void require(int process, Life expected) {
        if (life(process) != expected) {
            throw new IllegalStateException("process " + process + " is " + life(process) + ", not " + expected);
        }
    }

    /**
     * How far a process has come.
     *
     * @param process its index
     * @return its stage
     */
    public Life life(int process) {
        return entries[process].life();
    }

    /**
     * Tells whether a process runs.
     *
     * @param process its index
     * @return whether it was born and has not ended
     */
    public boolean isAlive(int process) {
        return life(process) == Life.ALIVE;
    }

    /**
     * A process's number.
     *
     * @param process its index
     * @return its pid, or {@link ProcessPlan#UNBORN_PID} before it is started
     */
    public int pid(int process) {
        return entries[process].pid();
    }

    /**
     * Counts the processes, whatever became of them.
     *
     * @return one more than the last index
     */
    public int processes() {
        return entries.length;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What oracles ask
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Lists what a process has opened and not closed.
     *
     * @param process its index
     * @return its descriptors but those that it was given at its start
     */
    public List<Integer> openDescriptors(int process) {
        ProcessEntry entry = entries[process];
        List<Integer> open = new ArrayList<>();
        for (int fd = 0; fd < entry.descriptorLimit(); fd++) {
            if (entry.reference(fd) != ProcessEntry.CLOSED && !entry.wasGiven(fd)) {
                open.add(fd);
            }
        }
        return open;
    }

    /**
     * Tells whether a process holds any lock, of any kind. A lock of a shared description is held by all that share it.
     *
     * @param process its index
     * @return whether it does
     */
    public boolean holdsLock(int process) {
        ProcessEntry entry = entries[process];
        boolean holds = !entry.recordLocks().isEmpty();
        for (int fd = 0; fd < entry.descriptorLimit(); fd++) {
            Description description = description(entry.reference(fd));
            holds |= description != null
                    && (description.flock() != Description.UNLOCKED
                            || !description.ranges().isEmpty());
        }
        return holds;
    }

    /** What the directory behind a descriptor names now. */
    Map<String, Integer> entriesBehind(int process, int fd) {
        Description description = description(entries[process].reference(fd));
        Inode inode = description == null ? null : inodes[description.inode()];
        Map<String, Integer> named = new HashMap<>();
        if (inode != null && inode.body() instanceof Directory directory) {
            for (int i = 0; i < directory.count(); i++) {
                named.put(new String(directory.name(i).bytes(), StandardCharsets.ISO_8859_1), directory.inode(i));
            }
        }
        return named;
    }

    /** Whether a file is there, with a name or without. */
    boolean has(int number) {
        return number < inodes.length && inodes[number] != null;
    }

    @Nullable
    Description description(int reference) {
        return reference == ProcessEntry.CLOSED
                ? null
                : entries[ProcessEntry.ownerOf(reference)].description(ProcessEntry.placeOf(reference));
    }

    /**
     * Lists every name, to find what was left behind.
     *
     * @return absolute paths in order, but not {@link #HOME} itself
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(new Tree(this).paths());
        names.remove(HOME);
        Collections.sort(names);
        return names;
    }

    /**
     * Tells what lies on the disk and who has locked it, for timelines.
     *
     * @return one line, such as {@code lock -> ino 7 "101" EX A4}
     */
    public String disk() {
        return new Tree(this).line();
    }
}
