package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that holds a lock until it is told to let go, is stopped, or is killed. */
final class Neighbour implements AutoCloseable {

    private static final long ENDS_WITHIN_SECONDS = 30;

    private final Posix posix = TestBackend.best();
    private final Process process;
    private final BufferedReader said;

    private Neighbour(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Neighbour holding(Kind kind, Path path, boolean shared) {
        return start(kind, path, shared ? "SHARED" : "EXCLUSIVE");
    }

    /** It writes into the lock file what it holds it for. */
    static Neighbour describing(Path path, String operation) {
        return start(Kind.KERNEL, path, operation);
    }

    /** It holds one and waits for another. */
    static Neighbour crossing(Path held, Path wanted) {
        return start(CrossingChild.class, TestBackend.nameOfBest(), held.toString(), wanted.toString());
    }

    private static Neighbour start(Kind kind, Path path, String how) {
        return start(HoldingChild.class, TestBackend.nameOfBest(), kind.name(), how, path.toString());
    }

    private static Neighbour start(Class<?> program, String... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        line.addAll(List.of(words));
        try {
            Neighbour neighbour = new Neighbour(
                    new ProcessBuilder(line).redirectErrorStream(true).start());
            neighbour.expect("held");
            return neighbour;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String word) throws IOException {
        String line = said.readLine();
        while (line != null && line.startsWith("WARNING")) {
            line = said.readLine();
        }
        assertThat(line).isEqualTo(word);
    }

    long pid() {
        return process.pid();
    }

    void letGo() {
        try {
            process.getOutputStream().close();
            expect("released");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        signal(Posix.SIGKILL);
    }

    void stop() {
        signal(Posix.SIGSTOP);
    }

    void goOn() {
        signal(Posix.SIGCONT);
    }

    private void signal(int number) {
        assertThat(posix.kill((int) process.pid(), number)).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
