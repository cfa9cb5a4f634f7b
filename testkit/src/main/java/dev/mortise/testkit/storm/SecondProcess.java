package dev.mortise.testkit.storm;

import dev.mortise.posix.Name;
import dev.mortise.testkit.child.ChildJvm;
import dev.mortise.testkit.child.Leftovers;
import dev.mortise.testkit.probe.Hand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hand in a child JVM. One line asks, one line answers; what the child prints beside its answers is kept for the moment
 * when it ends without being told to.
 *
 * <p>{@link #kill} may come from another thread, when the JVM is shutting down, and nothing is started after it.
 */
final class SecondProcess implements Hand {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration SIGNAL_REACHES_US_WITHIN = Duration.ofSeconds(2);
    private static final int ENDED_BY_SIGNAL = 128;
    private static final int MOST_KEPT = 2000;

    private final StringBuilder said = new StringBuilder();
    private @Nullable Path scratch;
    private @Nullable Process process;
    private @Nullable BufferedReader answers;
    private @Nullable PrintWriter orders;
    private boolean ended;

    /**
     * Starts it and waits until it is ready.
     *
     * @param backend its backend
     * @param directory the directory under trial, NUL-terminated
     * @param room where it acts in that, or null to act in the directory itself
     */
    void start(String backend, byte[] directory, @Nullable Name room) throws IOException {
        Process started = launch(backend, directory, room);
        answers = started.inputReader(StandardCharsets.UTF_8);
        orders = new PrintWriter(started.outputWriter(StandardCharsets.US_ASCII), true);
        Thread watch = new Thread(() -> endAtLast(started), "second-process-watch");
        watch.setDaemon(true);
        watch.start();
        answer();
    }

    private synchronized Process launch(String backend, byte[] directory, @Nullable Name room) throws IOException {
        if (ended) {
            throw new IOException("this process is ending");
        }
        HexFormat hex = HexFormat.of();
        Path own = ChildJvm.scratch(backend, SecondProgram.SCRATCH);
        scratch = own;
        String[] words = room == null
                ? new String[] {hex.formatHex(directory)}
                : new String[] {hex.formatHex(directory), hex.formatHex(room.terminated())};
        Process started = new ProcessBuilder(ChildJvm.command(SecondProgram.class, backend, own, words))
                .redirectErrorStream(true)
                .start();
        process = started;
        return started;
    }

    /** A file system that does not answer must not keep everybody. */
    private static void endAtLast(Process started) {
        try {
            if (!started.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                started.destroyForcibly();
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
        }
    }

    @Override
    public int move(Act act, int first, int second) {
        order(act + " " + first + " " + second);
        return answer();
    }

    private void order(String line) {
        if (orders != null) {
            orders.println(line);
        }
    }

    private int answer() {
        try {
            for (String line = read(); line != null; line = read()) {
                if (line.startsWith(SecondProgram.ANSWER)) {
                    return Integer.parseInt(line.substring(SecondProgram.ANSWER.length()));
                }
                keep(line);
            }
        } catch (IOException e) {
            keep(e.toString());
        }
        throw new SecondProcessLostException(lost());
    }

    private @Nullable String read() throws IOException {
        return answers == null ? null : answers.readLine();
    }

    private void keep(String line) {
        if (said.length() + line.length() < MOST_KEPT) {
            said.append(said.isEmpty() ? "" : " | ").append(line);
        }
    }

    /**
     * An interrupt from the keyboard goes to both: the other one may end before this JVM has noticed that it is to end as
     * well, and then there is nobody left to tell.
     */
    private String lost() {
        try {
            Process lost = process;
            int status = lost == null ? -1 : lost.waitFor();
            if (status > ENDED_BY_SIGNAL) {
                Thread.sleep(SIGNAL_REACHES_US_WITHIN.toMillis());
            }
            return String.format(
                    Locale.ROOT,
                    "the second process ended with status %d%s",
                    status,
                    said.isEmpty() ? " and said nothing" : ": " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while the second process ended";
        }
    }

    /** Lets it end by itself. */
    void end() throws IOException, InterruptedException {
        order(SecondProgram.END);
        Process ending = process;
        if (ending != null && !ending.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            ending.destroyForcibly();
        }
        kill();
    }

    /** Ends it at once and removes what it left. Does nothing the second time. */
    synchronized void kill() throws IOException, InterruptedException {
        ended = true;
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
        }
        if (scratch != null) {
            Leftovers.remove(scratch);
        }
    }
}
