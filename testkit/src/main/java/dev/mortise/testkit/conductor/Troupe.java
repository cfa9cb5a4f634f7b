package dev.mortise.testkit.conductor;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.child.ChildJvm;
import dev.mortise.testkit.child.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** The puppets: those that play, those that wait for a part, and spare ones that are being started meanwhile. */
public final class Troupe implements AutoCloseable {

    private static final String SHELL = "/bin/sh";
    /** The model's mask for new files. */
    private static final String IN_ITS_PLACE = "umask 022; exec \"$0\" \"$@\"";

    private final Posix posix;
    private final Class<?> program;
    private final int spares;
    private final Path scratch;
    private final String backend;
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();
    private final List<Puppet> all = new ArrayList<>();
    private final Deque<Puppet> idle = new ArrayDeque<>();
    private final Deque<Puppet> starting = new ArrayDeque<>();
    private int deadPid;
    private boolean closed;

    /**
     * Nobody yet.
     *
     * @param spares how many are started before they are asked for
     * @throws IOException if there is no room for temporary files
     */
    public Troupe(int spares) throws IOException {
        this(PuppetProgram.class, spares);
    }

    /** With another program: only to see that a puppet which lies is noticed. */
    Troupe(Class<?> program, int spares) throws IOException {
        this.program = program;
        this.spares = spares;
        posix = Backends.best();
        backend = backend();
        scratch = ChildJvm.scratch(backend, "mortise-puppets-");
    }

    /** The name of the backend that {@link Backends#best} opens. */
    private static String backend() {
        String wanted = System.getProperty(Backends.PROPERTY);
        return wanted != null
                ? wanted
                : Backends.survey().stream()
                        .filter(Backends.Report::usable)
                        .findFirst()
                        .orElseThrow()
                        .name();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Starting
    // ---------------------------------------------------------------------------------------------------------------

    /** One that has nothing open, and may have played before. */
    synchronized Puppet take() {
        if (!idle.isEmpty()) {
            return idle.pop();
        }
        Puppet next = starting.isEmpty() ? start() : starting.pop();
        prepare(spares);
        return next;
    }

    /** Starts as many as will be taken, all at once, but for those that are there already. */
    synchronized void prepare(int wanted) {
        while (idle.size() + starting.size() < wanted) {
            starting.add(start());
        }
    }

    /** New ones that share this JVM's descriptors, under the same numbers. */
    synchronized Puppet start(int... inherited) {
        if (closed) {
            throw new PuppetLostException("the troupe is leaving");
        }
        int[] orders = pipe();
        int[] answers = pipe();
        int[] passed = IntStream.concat(IntStream.of(orders[0], answers[1]), IntStream.of(inherited))
                .toArray();
        int pid = posix.spawn(terminated(SHELL), command(orders[0], answers[1]), environment(), passed);
        posix.close(orders[0]);
        posix.close(answers[1]);
        if (pid < 0) {
            posix.close(orders[1]);
            posix.close(answers[0]);
            throw new PuppetLostException("a process cannot be started: " + Errno.describe(-pid));
        }
        Puppet puppet = new Puppet(posix, pid, orders[1], answers[0], group);
        all.add(puppet);
        return puppet;
    }

    private int[] pipe() {
        int[] ends = new int[2];
        int error = posix.pipe(ends);
        if (error < 0) {
            throw new PuppetLostException("a pipe cannot be made: " + Errno.describe(-error));
        }
        return ends;
    }

    private byte[][] command(int orders, int answers) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", IN_ITS_PLACE));
        words.addAll(ChildJvm.command(program, backend, scratch, Integer.toString(orders), Integer.toString(answers)));
        return words.stream().map(Troupe::terminated).toArray(byte[][]::new);
    }

    private static byte[][] environment() {
        return System.getenv().entrySet().stream()
                .map(entry -> terminated(entry.getKey() + "=" + entry.getValue()))
                .toArray(byte[][]::new);
    }

    private static byte[] terminated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Ending
    // ---------------------------------------------------------------------------------------------------------------

    /** Takes one back that has nothing open any more. */
    synchronized void giveBack(Puppet puppet) {
        idle.push(puppet);
    }

    /** Kills one, whatever it does, and buries it. */
    synchronized void discard(Puppet puppet) {
        if (all.remove(puppet)) {
            puppet.kill();
            puppet.bury();
        }
    }

    /** The number of a process that was here and was killed. It is not given to another soon: the kernel counts on first. */
    synchronized int deadPid() {
        if (deadPid == 0) {
            Puppet doomed = start();
            deadPid = doomed.pid();
            discard(doomed);
        }
        return deadPid;
    }

    /**
     * The door of this JVM's own.
     *
     * @return by the backend that the puppets use as well
     */
    public Posix posix() {
        return posix;
    }

    /** Ends them all. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.clear();
        starting.clear();
        for (Puppet puppet : List.copyOf(all)) {
            posix.kill(puppet.pid(), Posix.SIGKILL);
        }
        try {
            discard(List.copyOf(all));
        } finally {
            removeScratch();
        }
    }

    /** Each, also if another one cannot be buried. */
    private void discard(List<Puppet> puppets) {
        if (!puppets.isEmpty()) {
            try {
                discard(puppets.get(0));
            } finally {
                discard(puppets.subList(1, puppets.size()));
            }
        }
    }

    private void removeScratch() {
        try {
            Leftovers.remove(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
