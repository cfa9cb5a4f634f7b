package dev.mortise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that takes part: told by a line on its standard input, answering by lines. Its errors go to ours. */
final class Child implements AutoCloseable {

    /** What a program in Java says when it can be started. */
    static final String READY = "ready";

    private final List<String> command;
    private final Process process;
    private final BufferedReader said;

    Child(List<String> command) throws IOException {
        this.command = command;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.said = process.inputReader();
    }

    /** The command line of one of our own programs in a JVM of its own. */
    static List<String> java(Class<?> program, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m"));
        Stream.of("java.io.tmpdir", "jna.tmpdir", "mortise.backend")
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    long pid() {
        return process.pid();
    }

    void awaitReady() throws IOException {
        awaitWord(READY);
    }

    void awaitWord(String word) throws IOException {
        String line = said.readLine();
        while (line != null && !line.equals(word)) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException(String.join(" ", command) + " ended before it said " + word);
        }
    }

    /** The sign to go on. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Its last line, when it has ended as it should. */
    String end() throws IOException, InterruptedException {
        String last = "";
        for (@Nullable String line = said.readLine(); line != null; line = said.readLine()) {
            last = line;
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
        return last;
    }

    /** The numbers on its last line. */
    double[] endWithNumbers() throws IOException, InterruptedException {
        String last = end();
        if (last.isEmpty()) {
            throw new IOException(String.join(" ", command) + " told nothing");
        }
        return Arrays.stream(last.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Nothing is left over, whatever went wrong. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
