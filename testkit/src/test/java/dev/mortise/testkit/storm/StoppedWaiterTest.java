package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.Hold;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.child.ChildJvm;
import dev.mortise.testkit.storm.Twin.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that waits in line and is stopped there holds up nobody for longer than a tick. On an idle machine that is a
 * tenth of a second; the test allows for a busy one.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedWaiterTest {

    private static final Duration LONG = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @CsvSource({"kernel, Java", "kernel, C", "range, Java", "range, C"})
    void holdsUpAThirdProcessForATickAtMost(String kind, String waitersLanguage) throws Exception {
        Path file = directory.resolve("lock");
        Run holder = java(kind, file);
        holder.awaitWord("held");
        Run waiter = waitersLanguage.equals("C") ? c(kind, file) : java(kind, file);
        awaitWaiterFor(file);
        assertThat(posix.kill(waiter.pid(), Posix.SIGSTOP)).isZero();
        waiter.awaitStopped();
        holder.closeInput();
        holder.awaitWord("released");
        long nanos = nanosToAcquire(kind, file);
        System.out.printf(
                "STOPPED %s lock, waiter in %s: a third process was inside after %.1f ms%n",
                kind, waitersLanguage, nanos / 1e6);
        assertThat(Duration.ofNanos(nanos)).isLessThan(LONG);
        assertThat(waiter.out()).isEmpty();
        assertThat(posix.kill(waiter.pid(), Posix.SIGCONT)).isZero();
        waiter.awaitWord("held");
    }

    private long nanosToAcquire(String kind, Path file) throws IOException, InterruptedException {
        try (Mortise mortise = Mortise.on(posix)) {
            long asked = posix.monotonicNanos();
            try (Hold hold = maker(kind).make(mortise, file, Mode.EXCLUSIVE).acquire()) {
                hold.ensureHeld();
                return posix.monotonicNanos() - asked;
            }
        }
    }

    private static LockMaker maker(String kind) {
        return kind.equals("kernel") ? new KernelLocks() : new RangeLocks();
    }

    /** As the kernel shows it, whoever it is. */
    private static void awaitWaiterFor(Path file) throws IOException, InterruptedException {
        Pattern waiter = Pattern.compile("-> (FLOCK|OFDLCK) .*:" + Files.getAttribute(file, "unix:ino") + " ");
        Twin.await("somebody waits", () -> waiter.matcher(locks()).find());
    }

    private static String locks() {
        try {
            return Files.readString(Path.of("/proc/locks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run java(String kind, Path file) throws IOException {
        String maker = maker(kind).getClass().getName();
        return start(ChildJvm.command(HoldingJvm.class, "ffm", directory, maker, file.toString()));
    }

    private Run c(String kind, Path file) throws IOException {
        return start(
                List.of(Twin.of(directory).program().toString(), "hold", "--lock", kind, "--file", file.toString()));
    }

    private Run start(List<String> command) throws IOException {
        Path out = directory.resolve(processes.size() + ".out");
        Path err = directory.resolve(processes.size() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        processes.add(process);
        return new Run(process, out, err);
    }
}
