package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real process that makes the calls it is told, and no others that could matter. Used from one thread, but for what reads its answers.
 *
 * <p>It was not started by the JDK but by the port: so it is buried when it is told so and not before, and may share a description with
 * others that were started together with it.
 */
public final class Puppet {

    private static final Duration DEATH_WITHIN = Duration.ofSeconds(20);

    private final Posix posix;
    private final int pid;
    private final int orders;
    private final int answers;
    private final DataOutputStream out;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final Thread reader;
    private boolean hungUp;
    private boolean buried;
    private volatile boolean lost;

    Puppet(Posix posix, int pid, int orders, int answers, ThreadGroup group) {
        this.posix = posix;
        this.pid = pid;
        this.orders = orders;
        this.answers = answers;
        out = new DataOutputStream(new PipeOutput(posix, orders));
        reader = new Thread(group, this::readAnswers, "puppet-" + pid);
        reader.setDaemon(true);
        reader.start();
    }

    private void readAnswers() {
        DataInputStream in = new DataInputStream(new PipeInput(posix, answers));
        try {
            for (int thread = in.read(); thread >= 0; thread = in.read()) {
                line(thread).deliver(in.readNBytes(in.readInt()));
            }
        } catch (IOException ended) {
            // as if it had said nothing
        }
        lost = true;
        lines.values().forEach(Line::lose);
    }

    int pid() {
        return pid;
    }

    /** What it does with one of its threads, which is there from the first time on. */
    Line line(int thread) {
        Line line = lines.computeIfAbsent(thread, number -> new Line(this, number));
        if (lost) {
            line.lose();
        }
        return line;
    }

    /** Whether any of its threads made a call that has not been answered. */
    boolean isPending() {
        return lines.values().stream().anyMatch(Line::isPending);
    }

    /** Hears the answers of those of its threads that slept and have been let go on; the others sleep. */
    void hearOut() {
        for (Line line : lines.values()) {
            if (line.isPending() && line.settles()) {
                line.resumed();
            }
        }
    }

    void order(int thread, byte[] order) throws IOException {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(framed);
        frame.write(thread);
        frame.writeInt(order.length);
        frame.write(order);
        out.write(framed.toByteArray());
    }

    /** The system call in which a thread of it sleeps, or {@link SystemCalls#NONE}. */
    int systemCall(int tid) {
        String text = read("/proc/" + pid + "/task/" + tid + "/syscall");
        int end = text.indexOf(' ');
        boolean sleeps = end > 0 && Character.isDigit(text.charAt(0));
        return sleeps ? Integer.parseInt(text.substring(0, end)) : SystemCalls.NONE;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Its end
    // ---------------------------------------------------------------------------------------------------------------

    /** Kills it. It is dead when this returns, and a zombie until it is buried. */
    void kill() {
        posix.kill(pid, Posix.SIGKILL);
        awaitDeath();
    }

    /** Lets it come to its end by itself. */
    void end() {
        hangUp();
        awaitDeath();
    }

    private void hangUp() {
        if (!hungUp) {
            hungUp = true;
            posix.close(orders);
        }
    }

    /** A process whose last thread is gone but the first, a zombie, has closed everything. */
    void awaitDeath() {
        long deadline = System.nanoTime() + DEATH_WITHIN.toNanos();
        String status = read("/proc/" + pid + "/status");
        while (!(status.isEmpty() || (status.contains("\nState:\tZ") && status.contains("\nThreads:\t1\n")))) {
            if (System.nanoTime() - deadline > 0) {
                throw new PuppetLostException(this + " does not die");
            }
            Thread.onSpinWait();
            status = read("/proc/" + pid + "/status");
        }
    }

    /** Waits for its end, and takes it out of the process table. Does nothing the second time. */
    void bury() {
        if (buried) {
            return;
        }
        buried = true;
        int status = posix.waitpid(pid, 0);
        while (status == -Errno.EINTR) {
            status = posix.waitpid(pid, 0);
        }
        joinReader();
        hangUp();
        posix.close(answers);
    }

    /** It ends with the pipe; a descriptor that it might still read is not closed before. */
    private void joinReader() {
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException keptForLater) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
