package dev.mortise.benchmarks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mortise.posix.Backends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Runs the jar once, as briefly as JMH allows. */
class BenchmarksIT {

    private static final Path JAR = Path.of(System.getProperty("benchmarks.jar"));
    private static final Path LOG = JAR.resolveSibling("smoke.log");
    private static final Path RESULTS = JAR.resolveSibling("smoke.csv");

    @Test
    void everyContenderRuns() throws Exception {
        Files.deleteIfExists(RESULTS);
        runJar(
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "100ms",
                "-foe",
                "true",
                "-rf",
                "csv",
                "-rff",
                RESULTS.toString());
        assertEquals(expected(), contenders());
    }

    private static Set<String> expected() {
        Set<String> expected = new TreeSet<>(Set.of("FlockPair.fileChannel", "FirstFlock.fileChannel"));
        for (Backends.Report report : Backends.survey()) {
            if (report.usable()) {
                expected.add("FlockPair.port " + report.name());
                expected.add("FirstFlock.port " + report.name());
            }
        }
        if (Files.exists(JAR.resolveSibling("native").resolve("libmortise_bench.so"))) {
            expected.add("FlockPair.c");
        }
        return expected;
    }

    /** The lines of JMH's CSV: the benchmark's quoted name comes first, the backend last. */
    private static Set<String> contenders() throws Exception {
        List<String> lines = Files.readAllLines(RESULTS);
        assertTrue(lines.get(0).endsWith("\"Param: backend\""), lines.get(0));
        Set<String> contenders = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.replace("\"dev.mortise.benchmarks.", "")
                    .replace("\"", "")
                    .split(",", -1);
            contenders.add((fields[0] + " " + fields[fields.length - 1]).trim());
        }
        return contenders;
    }

    private static void runJar(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        if (!process.waitFor(120, SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            fail("the benchmarks did not end within 120 s; see " + LOG);
        }
        assertEquals(0, process.exitValue(), () -> "see " + LOG);
    }
}
