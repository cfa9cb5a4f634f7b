package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.posix.WaitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Shell scripts in a directory of their own, in which {@code $mortise} stands for the command in a JVM of its own. They are started
 * through the port, which gives them no ignored signals: a build in the background ignores SIGINT.
 */
final class Shell implements AutoCloseable {

    private static final long STILL_MILLIS = 200;
    private static final long AT_LAST_SECONDS = 60;
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Posix posix = Backends.best();
    private final Path directory;
    private final String mortise;
    private final Set<Integer> started = new LinkedHashSet<>();

    private Shell(Path directory, String mortise) {
        this.directory = directory;
        this.mortise = mortise;
    }

    /** With the classes of this test. */
    static Shell in(Path directory) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Shell(
                directory,
                java(java) + " --enable-native-access=ALL-UNNAMED -cp " + System.getProperty("java.class.path") + " "
                        + Main.class.getName());
    }

    /** With the laid-out application. */
    static Shell in(Path directory, String jdk, Path app) {
        return new Shell(directory, java(jdk + "/bin/java") + " -jar " + app);
    }

    private static String java(String java) {
        return java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData";
    }

    /** Starts a script and tells its pid, which is that of the command which it executes. */
    int start(String script) {
        String within = "cd '" + directory + "' && exec >>out 2>>err </dev/null\n" + script;
        byte[][] argv = {terminated("sh"), terminated("-c"), terminated(within)};
        byte[][] environment = {terminated("PATH=" + PATH), terminated("mortise=" + mortise)};
        int pid = posix.spawn(terminated("/bin/sh"), argv, environment, new int[0]);
        assertThat(pid).isPositive();
        started.add(pid);
        return pid;
    }

    /** The exit code as a shell would tell it. */
    int run(String script) {
        return end(start(script));
    }

    /** Waits long. */
    int end(int pid) {
        int[] status = {-Errno.EAGAIN};
        await("the end of " + pid, () -> {
            status[0] = posix.waitpid(pid, Posix.WNOHANG);
            return status[0] != -Errno.EAGAIN;
        });
        started.remove(pid);
        assertThat(status[0]).isNotNegative();
        return WaitStatus.exited(status[0])
                ? WaitStatus.exitCode(status[0])
                : Exit.SIGNALLED + WaitStatus.signal(status[0]);
    }

    void signal(int pid, int signal) {
        assertThat(posix.kill(pid, signal)).isZero();
    }

    /** Waits long for a marker. */
    String awaitFile(String name) {
        await("the file " + name, () -> !read(name).isEmpty());
        return read(name).strip();
    }

    /** Waits short. */
    void assertStillNo(String name) {
        long deadline = posix.monotonicNanos() + STILL_MILLIS * 1_000_000;
        while (posix.monotonicNanos() < deadline) {
            assertThat(directory.resolve(name)).doesNotExist();
            posix.sleep(5_000_000);
        }
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = posix.monotonicNanos() + AT_LAST_SECONDS * 1_000_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(posix.monotonicNanos())
                    .as("waited a minute for %s; printed: %s%s", what, read("out"), read("err"))
                    .isLessThan(deadline);
            posix.sleep(5_000_000);
        }
    }

    String read(String name) {
        try {
            return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Ends what is left, with what it left behind: everything that runs in the directory. */
    @Override
    public void close() {
        for (int pid : started) {
            posix.kill(pid, Posix.SIGKILL);
            posix.waitpid(pid, 0);
        }
        ProcessHandle.allProcesses().filter(this::runsHere).forEach(ProcessHandle::destroyForcibly);
    }

    private boolean runsHere(ProcessHandle process) {
        try {
            Path at = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
            return at.equals(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
