package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a JVM for one {@link FirstLock}, through {@link CLoop#cpuTimeProgram} where that was built. */
final class Starter {

    private static final double NANOS_PER_MILLI = 1e6;

    /** A backend was refused; the message is its sentence. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String sentence) {
            super(sentence);
        }
    }

    private final boolean tellsCpuTime;

    Starter(boolean tellsCpuTime) {
        this.tellsCpuTime = tellsCpuTime;
    }

    boolean tellsCpuTime() {
        return tellsCpuTime;
    }

    Start start(Jdk jdk, String contender) throws IOException, InterruptedException, RefusedException {
        Path file = LockFile.create();
        try {
            return run(command(jdk, contender, file));
        } finally {
            Files.delete(file);
        }
    }

    private List<String> command(Jdk jdk, String contender, Path file) {
        List<String> command = new ArrayList<>();
        if (tellsCpuTime) {
            command.add(CLoop.cpuTimeProgram().toString());
        }
        command.add(jdk.java().toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        Stream.of("java.io.tmpdir", "jna.tmpdir")
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstLock.class.getName()));
        command.addAll(List.of(contender, file.toString()));
        return command;
    }

    private static Start run(List<String> command) throws IOException, InterruptedException, RefusedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        int status = process.waitFor();
        double wall = (System.nanoTime() - start) / NANOS_PER_MILLI;
        if (status == FirstLock.REFUSED) {
            throw new RefusedException(lines.get(0));
        }
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
        return new Start(
                wall,
                millis(lines.get(0)),
                lines.stream().skip(1).mapToDouble(Starter::millis).findFirst());
    }

    private static double millis(String nanos) {
        return Long.parseLong(nanos) / NANOS_PER_MILLI;
    }
}
