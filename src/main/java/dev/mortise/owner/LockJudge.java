package dev.mortise.owner;

import static java.util.stream.Collectors.joining;

import dev.mortise.owner.HeldDescriptors.Held;
import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.owner.KernelLocks.Kind;
import dev.mortise.owner.Verdict.State;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.posix.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out about one lock without ever taking it: a try, even a shared one for an instant, makes those fail who try as well. So it
 * looks at the kernel's list, at descriptors where that does not name the owner, and at the label.
 */
public final class LockJudge {

    private static final int UNSEEN = 0;
    private static final int MOST_TOLD = 5;
    private static final long NAMING_NANOS = 200_000_000;

    private final Posix posix;
    private final Processes processes;
    private final List<Evidence> evidence = new ArrayList<>();

    private final Map<Integer, List<Held>> searched = new HashMap<>();
    private final Effort effort;

    /** Locks whose files are to be named. */
    private final List<Entry> told = new ArrayList<>();

    private LockJudge(Posix posix, Processes processes, Effort effort) {
        this.posix = posix;
        this.processes = processes;
        this.effort = effort;
    }

    /**
     * How much is done to find out, and for whom.
     *
     * @param searchNanos how long the descriptors of processes may be searched, where the kernel's list does not name the owner
     * @param asking the process that has waited for the lock itself; 0 for none
     */
    public record Effort(long searchNanos, int asking) {}

    /**
     * What is asked about.
     *
     * @param fd an open descriptor of the file
     * @param file what it is
     * @param kind which family of locks
     * @param start first byte
     * @param end last byte
     * @param label what was found in the file
     */
    public record Subject(int fd, FileStat file, Kind kind, long start, long end, LabelReading label) {

        private boolean concerns(Entry entry) {
            return entry.kind().meets(kind) && entry.start() <= end && start <= entry.end();
        }

        private boolean isHadBy(Entry entry) {
            return !entry.waits() && concerns(entry);
        }

        /** Those who stand in line wait for the lock as well. */
        private boolean isWantedBy(Entry entry) {
            boolean inLine = kind == Kind.FLOCK && entry.kind() == Kind.OFD && entry.start() == Presence.LINE;
            return entry.waits() && (inLine || concerns(entry));
        }
    }

    /**
     * Judges.
     *
     * @param posix the door to the kernel
     * @param processes who lives
     * @param subject what is asked about
     * @param effort how much is done
     * @return what can be said
     */
    public static Verdict judge(Posix posix, Processes processes, Subject subject, Effort effort) {
        return new LockJudge(posix, processes, effort).judge(subject);
    }

    /**
     * About a file that does not exist.
     *
     * @return that nobody can have it
     */
    public static Verdict nothingThere() {
        return new Verdict(State.FREE, List.of(), List.of(Evidence.kernel("there is no such file")));
    }

    /**
     * Where locks lock nothing.
     *
     * @return that nobody is kept out
     */
    public static Verdict lockingIsOff() {
        return new Verdict(State.FREE, List.of(), List.of(Evidence.process("locking is switched off")));
    }

    /**
     * Where nothing could be found out.
     *
     * @param why in a sentence
     * @return that it is not known
     */
    public static Verdict unknown(String why) {
        return new Verdict(State.UNKNOWN, List.of(), List.of(Evidence.kernel(why)));
    }

    private Verdict judge(Subject subject) {
        KernelLocks locks = KernelLocks.read(posix);
        long device = Devices.of(posix, subject.fd(), subject.file());
        List<Entry> mine = locks.on(device, subject.file().inode());
        List<Entry> held = mine.stream().filter(subject::isHadBy).toList();
        if (!held.isEmpty()) {
            List<Integer> waiters = mine.stream()
                    .filter(subject::isWantedBy)
                    .map(entry -> Math.max(UNSEEN, entry.pid()))
                    .toList();
            List<Owner> owners = owners(held, subject.label());
            tellOfCircles(locks, held, waiters);
            return new Verdict(State.HELD, owners, waiters, evidence);
        }
        if (subject.kind() == Kind.FLOCK && mine.stream().anyMatch(LockJudge::isPresence)) {
            evidence.add(Evidence.kernel("its presence byte is locked, by a process that cannot be seen from here"));
            return new Verdict(State.HELD, List.of(unseen(Mode.EXCLUSIVE, subject.label())), evidence);
        }
        if (!locks.isReadable()) {
            evidence.add(Evidence.kernel("/proc/locks cannot be read"));
            return new Verdict(State.UNKNOWN, List.of(), evidence);
        }
        evidence.add(Evidence.kernel("no process of this pid namespace has it"));
        return new Verdict(judgeLeftOver(subject.label()), List.of(), evidence);
    }

    private static boolean isPresence(Entry entry) {
        return entry.kind() == Kind.OFD
                && !entry.waits()
                && entry.start() == Presence.BYTE
                && entry.end() == Presence.BYTE;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Held
    // ---------------------------------------------------------------------------------------------------------------

    private List<Owner> owners(List<Entry> held, LabelReading label) {
        List<Owner> owners = new ArrayList<>();
        boolean nameless = held.stream().anyMatch(entry -> entry.pid() <= 0);
        List<Held> descriptors = nameless ? HeldDescriptors.search(posix, held, effort.searchNanos()) : List.of();
        for (Entry entry : held) {
            Set<Integer> pids = pids(entry, descriptors);
            pids.forEach(pid -> owners.add(owner(pid, entry.mode(), label)));
            if (pids.isEmpty()) {
                evidence.add(Evidence.kernel("a process that cannot be seen from here has it"));
                owners.add(unseen(entry.mode(), label));
            }
        }
        return owners;
    }

    private static Set<Integer> pids(Entry entry, List<Held> descriptors) {
        if (entry.pid() > 0) {
            return Set.of(entry.pid());
        }
        Set<Integer> pids = new TreeSet<>();
        for (Held each : descriptors) {
            if (each.entry().mayBe(entry)) {
                pids.add(each.pid());
            }
        }
        return pids;
    }

    private Owner owner(int pid, Mode mode, LabelReading label) {
        List<Evidence> how = new ArrayList<>();
        how.add(Evidence.kernel("the kernel lists pid " + pid));
        Label mine = labelOf(pid, label);
        if (mine != null) {
            how.add(Evidence.label("its label says so"));
        }
        evidence.addAll(how);
        return new Owner(pid, command(pid), mode, mine, how);
    }

    private static @Nullable Label labelOf(int pid, LabelReading reading) {
        Label label = reading.label();
        return label != null && label.process().pid() == pid ? label : null;
    }

    private static Owner unseen(Mode mode, LabelReading label) {
        return new Owner(UNSEEN, "", mode, label.label(), List.of());
    }

    private String command(int pid) {
        String line = new Procfs(posix).read("/proc/" + pid + "/cmdline");
        return line == null ? "" : Printable.of(line.replace('\0', ' ').trim());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Wanted
    // ---------------------------------------------------------------------------------------------------------------

    private void tellOfCircles(KernelLocks locks, List<Entry> held, List<Integer> waiters) {
        Set<Integer> named = new TreeSet<>(waiters);
        named.add(effort.asking());
        named.remove(UNSEEN);
        WaitGraph graph = new WaitGraph(locks.entries());
        List<WaitGraph.Step> circle = graph.circle(held, named);
        if (circle.isEmpty()) {
            List<Entry> wanted = graph.wantedByUnnamed(named, locks.entries()).stream()
                    .limit(MOST_TOLD)
                    .toList();
            told.addAll(wanted);
            wanted.forEach(this::tellOfUnnamed);
        } else {
            circle.forEach(step -> told.add(step.lock()));
            evidence.add(Evidence.kernel("these seem to wait for each other: "
                    + circle.stream().map(this::words).collect(joining(", and "))));
        }
    }

    private String words(WaitGraph.Step step) {
        return "pid " + step.waiter() + " waits for " + file(step.lock()) + ", which pid " + step.holder() + " has";
    }

    private void tellOfUnnamed(Entry lock) {
        evidence.add(Evidence.kernel("somebody whom the kernel does not name waits for " + file(lock) + ", which pid "
                + lock.pid() + " has; if that is who has this lock, they wait for each other"));
    }

    /** Searched once, and no longer than names of files are worth where processes seem to wait for each other. */
    private List<Held> descriptorsOf(int pid) {
        return searched.computeIfAbsent(pid, one -> HeldDescriptors.of(posix, one, told, NAMING_NANOS));
    }

    private String file(Entry lock) {
        return descriptorsOf(lock.pid()).stream()
                .filter(each -> each.entry().mayBe(lock) && !each.path().isEmpty())
                .map(each -> Printable.of(each.path()))
                .findFirst()
                .orElse("inode " + lock.inode());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Not held
    // ---------------------------------------------------------------------------------------------------------------

    private State judgeLeftOver(LabelReading reading) {
        Label label = reading.label();
        if (label != null) {
            return judgeWriter(label);
        }
        return switch (reading.kind()) {
            case EMPTY -> State.FREE;
            case NEWER -> said("its label is of a later format: " + reading.detail(), State.UNKNOWN);
            case FOREIGN ->
                said("it holds a record of another program: '" + reading.detail() + "'", State.ORPHAN_LEGACY);
            default -> said("its label cannot be read: " + reading.detail(), State.CORRUPT);
        };
    }

    private State said(String statement, State state) {
        evidence.add(Evidence.label(statement));
        return state;
    }

    private State judgeWriter(Label label) {
        ProcessId writer = label.process();
        evidence.add(Evidence.label("its last label was written by pid " + writer.pid()));
        if (!writer.host().isEmpty() && !writer.host().equals(processes.self().host())) {
            return said("it was written on host " + Printable.of(writer.host()), State.FOREIGN_HOST);
        }
        Liveness liveness = processes.liveness(writer);
        evidence.add(Evidence.process(Printable.of(liveness.evidence())));
        return switch (liveness.state()) {
            case DEAD -> State.DEAD_OWNER;
            case ALIVE, UNKNOWN -> State.UNKNOWN;
        };
    }
}
