package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The same locks in C, {@code native/twin}, as processes of a test. */
final class Twin {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final Path program;
    private final Path scratch;
    private final List<Run> runs = new ArrayList<>();

    private Twin(Path program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    /** Skips the test where there is none. */
    static Twin of(Path scratch) {
        Path program = Path.of(System.getProperty("mortise.twin", "target/native/twin"));
        assumeTrue(Files.isExecutable(program), "C twin left out: built without gcc");
        return new Twin(program.toAbsolutePath(), scratch);
    }

    Path program() {
        return program;
    }

    /** Starts it; standard input stays open. */
    Run start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = scratch.resolve(runs.size() + ".out");
        Path err = scratch.resolve(runs.size() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Run run = new Run(process, out, err);
        runs.add(run);
        return run;
    }

    /** Runs it to its end. */
    Run run(Object... arguments) throws IOException, InterruptedException {
        Run run = start(arguments);
        run.end();
        return run;
    }

    /** Ends what is still there, stopped ones too. */
    void endAll() throws InterruptedException {
        for (Run run : runs) {
            run.process.destroyForcibly();
            run.process.waitFor();
        }
    }

    /** Waits until something has come true. */
    static void await(String what, BooleanSupplier happened) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long until %s", what).isLessThan(giveUp);
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN_NANOS);
        }
    }

    /** A process of it. */
    record Run(Process process, Path outFile, Path errFile) {

        int pid() {
            return (int) process.pid();
        }

        String out() {
            return text(outFile);
        }

        String err() {
            return text(errFile);
        }

        /** Waits for its end. */
        int end() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS))
                    .as("%s has not ended", process.info())
                    .isTrue();
            return process.exitValue();
        }

        boolean isStillThereAfter(Duration time) throws InterruptedException {
            return !process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        void awaitWord(String word) throws InterruptedException {
            await("it says " + word, () -> out().contains(word + "\n"));
        }

        /** Until the kernel shows that it waits in {@code flock}. */
        void awaitBlockedInFlock() throws InterruptedException {
            Pattern waiter = Pattern.compile("-> FLOCK +ADVISORY +[A-Z]+ " + pid() + " ");
            await(
                    "it waits in flock",
                    () -> waiter.matcher(text(Path.of("/proc/locks"))).find());
        }

        /** Until each of its threads is stopped indeed: a signal is on its way for a while, and on its way a waiter may still win. */
        void awaitStopped() throws InterruptedException {
            await("it is stopped", this::areAllThreadsStopped);
        }

        private boolean areAllThreadsStopped() {
            try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
                return tasks.allMatch(task -> text(task.resolve("status")).contains("\nState:\tT"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void closeInput() throws IOException {
            process.getOutputStream().close();
        }

        /** A number of the JSON on its last line. */
        long number(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(out());
            assertThat(matcher.find()).as("%s in %s %s", name, out(), err()).isTrue();
            return Long.parseLong(matcher.group(1));
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
