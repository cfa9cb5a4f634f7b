package dev.mortise.posix.jni;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another process with the JVM and the class path of this test run.
 *
 * @param exitCode how it ended
 * @param output what it said, on both streams
 */
record ChildJvm(int exitCode, String output) {

    private static final long DEADLINE_SECONDS = 60;

    /** Runs a main class to its end; {@code prefix} is a program that starts the JVM in its place, or empty. */
    static ChildJvm run(List<String> prefix, List<String> options, Class<?> main, Path workingDirectory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        Path output = Files.createTempFile("mortise-child", ".txt");
        try {
            int exitCode = waitFor(new ProcessBuilder(command)
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start());
            return new ChildJvm(exitCode, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    private static int waitFor(Process child) throws InterruptedException {
        if (!child.waitFor(DEADLINE_SECONDS, SECONDS)) {
            child.destroyForcibly();
            throw new AssertionError("the child JVM did not end within " + DEADLINE_SECONDS + " s");
        }
        return child.exitValue();
    }
}
