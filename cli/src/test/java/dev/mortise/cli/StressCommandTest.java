package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import dev.mortise.posix.WaitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command in a JVM of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StressCommandTest {

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();

    @Test
    void shortStormIsCleanAndTellsItInOneJsonObject() throws Exception {
        int pid = start("--seconds 2 --processes 3 --seed 5 --json");
        assertThat(WaitStatus.exitCode(posix.waitpid(pid, 0))).as(printed()).isZero();
        Map<?, ?> json = JsonText.parseObject(printed());
        assertThat(json.get("verdict")).isEqualTo("clean");
        assertThat(json.get("seed")).isEqualTo("5");
        assertThat((Map<?, ?>) json.get("storm")).extracting("overlaps").isEqualTo(0.0);
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void interruptEndsAllAndLeavesNothing() throws Exception {
        int pid = start("--seconds 60 --processes 3");
        await(() -> printed().contains("acquisitions"));
        List<ProcessHandle> contenders =
                ProcessHandle.of(pid).orElseThrow().descendants().toList();
        assertThat(contenders).hasSizeGreaterThanOrEqualTo(2);
        assertThat(posix.kill(pid, Posix.SIGINT)).isZero();
        assertThat(WaitStatus.exitCode(posix.waitpid(pid, 0))).as(printed()).isEqualTo(130);
        await(() -> contenders.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary()).isEmptyDirectory();
        assertThat(printed())
                .contains("seed", "interrupted: every contender has ended")
                .doesNotContain("\u001b", "\r", "Exception", "ended by itself");
    }

    /** Most of them are stopped at that moment, and cannot notice by themselves. */
    @Test
    void killedCoordinatorTakesItsContendersAlong() throws Exception {
        int pid = start("--seconds 60 --processes 4 --kill-rate 0 --pause-rate 100");
        await(() -> printed().contains("acquisitions"));
        List<ProcessHandle> contenders =
                ProcessHandle.of(pid).orElseThrow().descendants().toList();
        assertThat(posix.kill(pid, Posix.SIGKILL)).isZero();
        posix.waitpid(pid, 0);
        await(() -> contenders.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Through the port, which gives the child no ignored signals; a build in the background ignores SIGINT. */
    private int start(String options) throws IOException {
        Files.createDirectory(temporary());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "exec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
                + " --enable-native-access=ALL-UNNAMED '-Djava.io.tmpdir=" + temporary() + "'"
                + " -cp '" + System.getProperty("java.class.path") + "' dev.mortise.cli.Main stress " + options + " >'"
                + output() + "' 2>&1 </dev/null";
        byte[][] argv = {terminated("sh"), terminated("-c"), terminated(command)};
        int pid = posix.spawn(terminated("/bin/sh"), argv, new byte[][] {terminated("PATH=/usr/bin:/bin")}, new int[0]);
        assertThat(pid).isPositive();
        return pid;
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Path output() {
        return directory.resolve("output");
    }

    private String printed() {
        try (Stream<String> lines = Files.lines(output())) {
            return String.join("\n", lines.toList());
        } catch (IOException e) {
            return "";
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = posix.monotonicNanos() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(posix.monotonicNanos())
                    .as("waited for a minute; printed: %s", printed())
                    .isLessThan(deadline);
            posix.sleep(5_000_000);
        }
    }
}
