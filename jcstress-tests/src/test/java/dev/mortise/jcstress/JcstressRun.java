package dev.mortise.jcstress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of {@code jcstress.jar} in a JVM of its own, logged beside the jar.
 *
 * @param name what the log and the folders are called
 * @param selector which harnesses to run, as a regular expression
 * @param backend for {@code -Dmortise.backend}
 */
record JcstressRun(String name, String selector, String backend) {

    private static final Path JAR = Path.of(System.getProperty("jcstress.jar"));
    private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");

    /** Runs it to its end; a run that does not end is a failure, whose log shows what each thread was doing. */
    Tally run() throws IOException, InterruptedException {
        Path work = Files.createDirectories(JAR.resolveSibling(name));
        Process process = new ProcessBuilder(command())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        int limit = Integer.getInteger("jcstress.limit", 0);
        if (!process.waitFor(limit, SECONDS)) {
            endHanging(process);
            fail("jcstress did not end within " + limit + " s; " + log() + " ends with thread dumps");
        }
        Tally tally = Tally.read(process.exitValue(), Files.readString(log(), UTF_8));
        System.out.println(name + ": " + tally);
        return tally;
    }

    /** Where everything that jcstress said is kept. */
    Path log() {
        return JAR.resolveSibling(name + ".log");
    }

    /** Where the forks make their directories; each removes its own. */
    Path races() {
        return JAR.resolveSibling(name).resolve("races");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-jar", JAR.toString(), "-v"));
        command.addAll(List.of("-t", selector, "-r", "report"));
        command.addAll(List.of("-jvmArgs", String.join(" ", jvmArguments())));
        command.addAll(List.of(System.getProperty("jcstress.args").trim().split("\\s+")));
        return command;
    }

    private List<String> jvmArguments() {
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dmortise.backend=" + backend,
                "-Dmortise.jcstress.directory=" + races());
    }

    private void endHanging(Process process) throws IOException, InterruptedException {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        for (ProcessHandle member : family) {
            dumpThreads(member.pid());
        }
        family.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    private void dumpThreads(long pid) throws IOException, InterruptedException {
        Process dump = new ProcessBuilder(tool("jcmd"), Long.toString(pid), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        if (!dump.waitFor(20, SECONDS)) {
            dump.destroyForcibly();
        }
    }

    private static String tool(String name) {
        return JAVA_BIN.resolve(name).toString();
    }
}
