package dev.mortise.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Peer} that runs, and what it says. */
final class PeerProcess implements AutoCloseable {

    private static final long STILL_MILLIS = 100;
    private static final long AT_LAST_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    PeerProcess(ProcessBuilder command) throws IOException {
        this.process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread reader = new Thread(this::read, "peer");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    /** The next line; waits long. */
    String line() {
        String line = poll(AT_LAST_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("waited a minute for a line").isNotNull();
        return String.valueOf(line);
    }

    void expect(String line) {
        assertThat(line()).isEqualTo(line);
    }

    /** Waits short. */
    void assertStillWaiting() {
        assertThat(poll(STILL_MILLIS, TimeUnit.MILLISECONDS)).isNull();
        assertThat(process.isAlive()).isTrue();
    }

    private @Nullable String poll(long time, TimeUnit unit) {
        try {
            return lines.poll(time, unit);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All at once, it and its own children. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        end();
    }

    @Override
    public void close() {
        letGo();
    }

    /** Ends its input, and waits for its end. */
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended before it read.
        }
        end();
    }

    private void end() {
        try {
            assertThat(process.waitFor(AT_LAST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
