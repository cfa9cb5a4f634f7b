package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.Difference;
import dev.mortise.testkit.model.FileSystemWays;
import dev.mortise.testkit.model.Likeness;
import dev.mortise.testkit.model.RealAnswer;
import dev.mortise.testkit.model.RealCall;
import dev.mortise.testkit.model.RealDescriptors;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's processes, each played by a puppet in one real directory. Whoever runs the model tells each call and the model's answer to it; the
 * puppet makes the same call, and the two answers are compared.
 *
 * <p>Nothing happens between two calls: a puppet that sleeps in the kernel is the only one that may move by itself, when another's call lets
 * it go on.
 */
public final class Duel implements AutoCloseable {

    private static final int MAIN_THREAD = 0;
    private static final int DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
    private static final String WAITS = "waits in the kernel";

    private final Troupe troupe;
    private final byte[] directory;
    private final Likeness likeness;
    private final Map<Integer, Part> parts = new HashMap<>();
    private long calls;

    /**
     * Nobody has a part yet.
     *
     * @param troupe who may play
     * @param directory where, NUL-terminated
     * @param ways of the file system there
     * @param ordered whether directories must be listed in the model's order
     */
    public Duel(Troupe troupe, byte[] directory, FileSystemWays ways, boolean ordered) {
        this.troupe = troupe;
        this.directory = directory.clone();
        this.likeness = new Likeness(troupe.posix().getuid(), ways, ordered, troupe::deadPid);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who plays
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Has processes started before they get their parts.
     *
     * @param processes how many
     */
    public void expect(int processes) {
        troupe.prepare(processes);
    }

    /**
     * Gives a process's part to somebody.
     *
     * @param process its index in the model
     * @param modelPid its number there
     */
    public void cast(int process, int modelPid) {
        cast(process, modelPid, troupe.take());
    }

    /**
     * Gives parts to new processes that share one description.
     *
     * @param processes their indices in the model, and their numbers there
     * @param modelFd the descriptor that each of them has there
     * @param name what it is of, NUL-terminated; made if it is not there
     */
    public void castSharing(Map<Integer, Integer> processes, int modelFd, byte[] name) {
        Posix own = troupe.posix();
        int dirfd = require(own.openat(Posix.AT_FDCWD, directory, DIRECTORY, 0));
        int shared = own.openat(dirfd, name, Posix.O_RDWR | Posix.O_CREAT, 0600);
        own.close(dirfd);
        require(shared);
        try {
            Map<Integer, Puppet> children = new HashMap<>();
            processes.keySet().forEach(process -> children.put(process, troupe.start(shared)));
            children.forEach((process, child) -> {
                cast(process, processes.getOrDefault(process, 0), child);
                part(process).descriptors.bind(modelFd, shared);
            });
        } finally {
            own.close(shared);
        }
    }

    private void cast(int process, int modelPid, Puppet puppet) {
        int fd = require(puppet.line(MAIN_THREAD).hands().openat(Posix.AT_FDCWD, directory, DIRECTORY, 0));
        parts.put(process, new Part(modelPid, puppet, new RealDescriptors(fd)));
        likeness.process(modelPid, puppet.pid());
    }

    private static int require(int result) {
        if (result < 0) {
            throw new PuppetLostException("the directory cannot be used: " + Errno.describe(-result));
        }
        return result;
    }

    private Part part(int process) {
        Part part = parts.get(process);
        if (part == null) {
            throw new IllegalStateException("nobody plays process " + process);
        }
        return part;
    }

    /**
     * Tells who plays.
     *
     * @param process its index in the model
     * @return the real process's number
     */
    public int pid(int process) {
        return part(process).puppet.pid();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Calls
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Makes a call, or has the one that sleeps looked after again.
     *
     * @param process who calls
     * @param thread which thread of it
     * @param request what
     * @param expected what the model said to it
     * @param after the model afterwards
     * @return null if they agree
     */
    public @Nullable Difference call(int process, int thread, Request request, Result expected, World after) {
        calls++;
        Part part = part(process);
        Line line = part.puppet.line(thread);
        part.marked |= RealCall.cannotBeTakenBack(request);
        RealAnswer real = line.isPending() ? again(line) : first(part, line, request, expected);
        boolean bothWait = real == null && !expected.isAnswer();
        if (bothWait) {
            return null;
        }
        if (real == null || !expected.isAnswer()) {
            return new Difference(
                    expected.isAnswer() ? expected.toString() : WAITS, real == null ? WAITS : real.toString(), false);
        }
        buryWhomItKilled(request, after);
        return real.difference(request, process, expected, after, likeness, part.descriptors);
    }

    private static @Nullable RealAnswer again(Line line) {
        return line.settles() ? new RealAnswer(line.resumed(), null) : null;
    }

    private @Nullable RealAnswer first(Part part, Line line, Request request, Result expected) {
        try {
            RealAnswer answer = new RealCall(line.hands(), part.descriptors, likeness).make(request, expected);
            if (answer == null) {
                throw new CallNotPlayableException(request.toString());
            }
            return answer;
        } catch (ParkedException sleeps) {
            return null;
        }
    }

    /** A signal takes its time. */
    private void buryWhomItKilled(Request request, World after) {
        int killed = RealCall.kills(request);
        for (Map.Entry<Integer, Part> entry : parts.entrySet()) {
            Part part = entry.getValue();
            if (part.modelPid == killed && !part.dead && !after.isAlive(entry.getKey())) {
                part.dead = true;
                part.puppet.awaitDeath();
            }
        }
    }

    /**
     * Tells whether a process's thread made a call that sleeps in the kernel, or has been let go on since.
     *
     * @param process its index in the model
     * @param thread which thread
     * @return whether it has such a call
     */
    public boolean isPending(int process, int thread) {
        Part part = part(process);
        return !part.dead && part.puppet.line(thread).isPending();
    }

    /**
     * Tells whether a pending call has been answered: waits until it is known.
     *
     * @param process its index in the model
     * @param thread which thread
     * @return whether it has; otherwise it sleeps
     */
    public boolean isAnswered(int process, int thread) {
        return part(process).puppet.line(thread).settles();
    }

    /**
     * Counts what was asked.
     *
     * @return how many calls were made by both
     */
    public long calls() {
        return calls;
    }

    /**
     * Counts the numbers of files that were given again.
     *
     * @return how often the kernel did so where the model did not
     */
    public long reused() {
        return likeness.reused();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The critical section
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Steps in or out.
     *
     * @param process who
     * @param thread which thread of it
     * @param inside whether it is inside from now on
     */
    public void stand(int process, int thread, boolean inside) {
        part(process).puppet.line(thread).hands().stand(inside);
    }

    /**
     * Asks a process whether it stands inside; only a living one answers.
     *
     * @param process who
     * @param thread which thread of it
     * @return the number that it says it has if it is inside, else 0
     */
    public int whoIsInside(int process, int thread) {
        return part(process).puppet.line(thread).hands().whoIsInside();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Ends
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Sends SIGKILL and waits until the process is dead.
     *
     * @param process who
     */
    public void kill(int process) {
        Part part = part(process);
        part.dead = true;
        part.puppet.kill();
    }

    /**
     * Lets a process end.
     *
     * @param process who
     */
    public void end(int process) {
        Part part = part(process);
        part.dead = true;
        part.puppet.end();
    }

    /**
     * Takes a dead process out of the process table.
     *
     * @param process who
     */
    public void bury(int process) {
        likeness.gone(part(process).modelPid);
        troupe.discard(part(process).puppet);
    }

    /**
     * Takes a part away from somebody who did what there was to do.
     *
     * @param process who
     */
    public void leave(int process) {
        likeness.gone(part(process).modelPid);
        dismiss(part(process));
        parts.remove(process);
    }

    /**
     * Counts what a process really has open besides the directory.
     *
     * @param process who
     * @return how many descriptors of those that it opened here
     */
    public int openDescriptors(int process) {
        Part part = part(process);
        Hands hands = part.puppet.line(MAIN_THREAD).hands();
        long open = part.descriptors.open().stream()
                .filter(fd -> hands.fstat(fd, new FileStat()) == 0)
                .count();
        return (int) open - 1;
    }

    /** Whoever can, goes back to where it came from, which lets others go on who slept; who sleeps then, or is spoilt, is killed. */
    @Override
    public void close() {
        List<Part> left = new ArrayList<>(parts.values());
        parts.clear();
        int before;
        do {
            before = left.size();
            left.removeIf(this::dismissed);
        } while (left.size() < before);
        left.forEach(this::dismiss);
    }

    private boolean dismissed(Part part) {
        if (!part.dead) {
            part.puppet.hearOut();
        }
        if (!part.dead && part.puppet.isPending()) {
            return false;
        }
        dismiss(part);
        return true;
    }

    private void dismiss(Part part) {
        if (part.dead || part.marked || part.puppet.isPending()) {
            troupe.discard(part.puppet);
            return;
        }
        Line line = part.puppet.line(MAIN_THREAD);
        line.hands().stand(false);
        part.descriptors.open().forEach(line.hands()::close);
        troupe.giveBack(part.puppet);
    }

    /** After a quarrel nobody knows who has what: all are killed. */
    public void breakOff() {
        List<Part> left = new ArrayList<>(parts.values());
        parts.clear();
        left.forEach(part -> troupe.discard(part.puppet));
    }
}
