package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.Hold;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mortise why} and {@code mortise list}. */
@Timeout(60)
@SuppressWarnings("try") // what is held is not used
class OwnersTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    private Hold hold(Mortise mortise, String operation) throws Exception {
        return mortise.kernelLock(directory.resolve("lock"))
                .describedAs(operation, "2.1")
                .acquire();
    }

    @Test
    void whyTellsWhoHasALockWhatForAndHowWeKnow() throws Exception {
        try (Mortise mortise = Mortise.on(Backends.best());
                Hold hold = hold(mortise, "night \u001b[31mrun")) {
            assertThat(run("why", directory + "/lock")).isZero();
        }
        assertThat(out.toString())
                .contains("lock: held", "pid " + ProcessHandle.current().pid() + " has it exclusive", "since: 20")
                .contains("for: night \\u{1b}[31mrun", "seen: its label says so")
                .doesNotContain("\u001b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whyTellsThatNobodyHasIt() {
        assertThat(run("why", directory + "/none")).isZero();
        assertThat(out.toString()).contains("none: free", "there is no such file");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whyIsOneJsonObject() throws Exception {
        try (Mortise mortise = Mortise.on(Backends.best());
                Hold hold = hold(mortise, "apply")) {
            assertThat(run("why", "--json", directory + "/lock")).isZero();
        }
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .startsWith("{\"path\":\"" + directory + "/lock\",\"state\":\"HELD\",\"owners\":[{\"pid\":")
                .contains("\"operation\":\"apply\"", "\"evidence\":[{\"source\":\"kernel\",\"statement\":");
    }

    @Test
    void whyRefusesWhatCannotBeLookedAt() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));
        assertThat(run("why", link.toString())).isEqualTo(Exit.CANNOT_OPEN);
        assertThat(err.toString()).startsWith("mortise: cannot look at ").hasLineCount(1);
        assertThat(run("why")).isEqualTo(Exit.USAGE);
    }

    @Test
    void listShowsEachLockOnce() throws Exception {
        try (Mortise mortise = Mortise.on(Backends.best());
                Hold hold = hold(mortise, "x");
                Hold range = mortise.rangeLock(directory.resolve("r"), 5, 10).acquire()) {
            String pid = "pid " + ProcessHandle.current().pid();
            assertThat(run("list")).isZero();
            assertThat(out.toString()
                            .lines()
                            .filter(line -> line.contains(directory.toString()))
                            .map(line -> line.replaceAll("since 20.*", "since 20")))
                    .containsExactlyInAnyOrder(
                            "flock exclusive " + directory + "/lock: " + pid + " for 'x' since 20",
                            "ofd exclusive " + directory + "/lock [4611686018427387905..4611686018427387905]: " + pid,
                            "ofd exclusive " + directory + "/r [5..14]: " + pid);
            out.getBuffer().setLength(0);
            assertThat(run("list", "--json")).isZero();
            assertThat(out.toString())
                    .startsWith("{\"locks\":[{\"path\":")
                    .contains(
                            "\"path\":\"" + directory + "/r\"",
                            "\"range\":{\"start\":5,\"end\":14}",
                            "\"deletedInode\":false")
                    .contains("\"label\":null", "\"label\":{\"operation\":\"x\",\"version\":\"2.1\",\"pid\":");
        }
    }

    /** One description: the program that locked, and the command that it runs. Another descriptor of the file has nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/shm", ""})
    void listNamesAllWhoHaveADescriptionTogether(String elsewhere) throws Exception {
        Path folder = elsewhere.isEmpty() ? directory : Files.createTempDirectory(Path.of(elsewhere), "mortise-list-");
        Path file = Files.createFile(folder.resolve("shared"));
        Process flock = new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo $$; read line").start();
        try (InputStream another = Files.newInputStream(file)) {
            String command = flock.inputReader().readLine();
            assertThat(run("list")).isZero();
            assertThat(out.toString().lines().filter(line -> line.contains(file.toString())))
                    .containsExactly("flock exclusive " + file + ": pid " + flock.pid() + ", pid " + command);
        } finally {
            flock.getOutputStream().close();
            flock.waitFor();
            Files.delete(file);
            if (!elsewhere.isEmpty()) {
                Files.delete(folder);
            }
        }
    }

    @Test
    void whyTellsOfARangeAndOfThoseWhoWait() throws Exception {
        Path file = directory.resolve("r");
        try (Mortise mortise = Mortise.on(Backends.best());
                Mortise other = Mortise.on(Backends.best());
                Hold range = mortise.rangeLock(file, 5, 10).acquire()) {
            CompletableFuture<Hold> waiting = other.rangeLock(file, 0, 6).acquireAsync();
            String said = "";
            while (!said.contains("waiting: 1 whom the kernel does not name")) {
                assertThat(Thread.interrupted()).as(said).isFalse();
                out.getBuffer().setLength(0);
                assertThat(run("why", "--range", "5:10", file.toString())).isZero();
                said = out.toString();
            }
            assertThat(said)
                    .contains("r: held", "pid " + ProcessHandle.current().pid() + " has it exclusive");
            waiting.cancel(false);
            assertThat(run("why", "--range", "0:5", file.toString())).isZero();
            assertThat(run("why", file.toString())).isZero();
            assertThat(out.toString()).contains("r: free");
        }
        assertThat(run("why", "--range", "5", file.toString())).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--range takes START:LENGTH");
    }
}
