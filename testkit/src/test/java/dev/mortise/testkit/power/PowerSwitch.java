package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A file system on a loop device that is mounted, loses its power, and is mounted again: {@code native/power}, as a process of a test. Only
 * that process has it mounted, and nothing of it outlives the process, which ends when this JVM does, however that ends.
 */
final class PowerSwitch implements AutoCloseable {

    /** Begins the name of every image, so that a device that somebody finds is known for what it is. */
    static final String PREFIX = "mortise-power-";

    private static final long PATIENCE_SECONDS = 60;
    private static final String GONE = "gone: its process has ended";

    private final Process process;
    private final Path directory;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private PowerSwitch(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        Thread listener = new Thread(this::listen, "listener of the power switch");
        listener.setDaemon(true);
        listener.start();
    }

    /** Makes an empty file system and tries it once; or skips the test, where the machine does not allow that. */
    static PowerSwitch of(Disk disk, Path scratch) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("mortise.power.switch", "target/native/power-switch"));
        assumeTrue(Files.isExecutable(program), "power switch left out: built without gcc");
        Path image = scratch.resolve(PREFIX + disk.kind());
        disk.make(image);
        Path directory = Files.createDirectory(scratch.resolve("disk"));
        Process process = new ProcessBuilder(program.toString(), image.toString(), directory.toString(), disk.kind())
                .redirectErrorStream(true)
                .start();
        PowerSwitch power = new PowerSwitch(process, directory);
        try {
            power.tryOnce(disk);
            return power;
        } catch (Throwable e) {
            power.close();
            throw e;
        }
    }

    private void tryOnce(Disk disk) throws IOException, InterruptedException {
        expect("ready", answer());
        expect("on", answerTo("on " + disk.options(0)));
        expect("cut", answerTo("cut 0").replaceFirst(" \\d+$", ""));
        expect("off", answerTo("off"));
    }

    /** An argument that the kernel does not know would be a fault of this test. */
    private static void expect(String wanted, String answer) {
        if (answer.startsWith("refused ") && !answer.endsWith(": Invalid argument")) {
            abort(answer.replaceFirst("refused ([^:]*)", "$1 refused by the kernel"));
        }
        assertThat(answer).isEqualTo(wanted);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Orders
    // ---------------------------------------------------------------------------------------------------------------

    /** Mounts it; what was cut off is recovered by the file system. */
    void on(String options) throws IOException, InterruptedException {
        assertThat(answerTo("on " + options)).isEqualTo("on");
    }

    /**
     * After a while, nothing that is still in memory reaches the disk any more, and whoever calls is refused, most of the time: who is told of
     * a success later than that would not be there to be told.
     *
     * @return when, by the monotonic clock
     */
    long cut(long microseconds) throws IOException, InterruptedException {
        String answer = answerTo("cut " + microseconds);
        assertThat(answer).matches("cut \\d+");
        return Long.parseLong(answer.substring("cut ".length()));
    }

    /** Unmounts it, which is refused while anything is open on it. */
    void off() throws IOException, InterruptedException {
        assertThat(answerTo("off")).isEqualTo("off");
    }

    String answerTo(String order) throws IOException, InterruptedException {
        process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        return answer();
    }

    private String answer() throws InterruptedException {
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer).as("the power switch hangs").isNotNull();
        return answer;
    }

    private void listen() {
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            said.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            answers.add(e.toString());
        } finally {
            answers.add(GONE);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Places
    // ---------------------------------------------------------------------------------------------------------------

    /** Where it is mounted, seen from here. */
    Path root() {
        return Path.of("/proc/" + process.pid() + "/root" + directory.toAbsolutePath());
    }

    /** As if this JVM had been killed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
