package dev.mortise.benchmarks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the jar, as briefly as JMH allows. */
class BenchmarksIT {

    private static final long PATIENCE_SECONDS = 240;
    private static final Path JAR = Path.of(System.getProperty("benchmarks.jar"));
    private static final String SCRIPT = System.getProperty("benchmarks.run");
    private static final boolean IS_C_BUILT =
            Files.exists(JAR.resolveSibling("native").resolve("libmortise_bench.so"));

    /** As the test's own class path has them, which is made of the same jars. */
    private final Contenders contenders = Contenders.here();

    @Test
    void whatTheOptionalBackendsNeedIsThere() {
        assertTrue(contenders.backends().containsAll(List.of("ffm", "jnr", "jna")), contenders::toString);
    }

    @Test
    void everyContenderMakesEveryCall() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (HotCall call : HotCall.values()) {
            expected.addAll(linesOf(call));
        }
        for (String backend : contenders.backends()) {
            expected.add("WarmLock.acquireAndClose " + backend);
            expected.add("WarmLock.tryAcquireAndClose " + backend);
            expected.add("FirstLocks.acquireAndClose " + backend);
        }
        expected.add("FirstChannels.acquireAndClose");
        assertEquals(expected, runJmh("every", "-f", "0"));
    }

    /** One backend stands for all, to spare the time. */
    @Test
    void cTheJdkAndABackendRunInAForkOfTheirOwn() throws Exception {
        Set<String> expected = linesOf(HotCall.FLOCK_PAIR);
        expected.removeIf(line -> line.startsWith("PortCalls") && !line.endsWith(" jna"));
        assertEquals(expected, runJmh("forked", "-f", "1", "-p", "backend=jna", "Calls.flockPair$"));
    }

    @Test
    void aBackendThatIsRefusedIsSaidAndNotSilentlyDropped() throws Exception {
        String output =
                run("refused", java("-Djna.nounpack=true", "-Djna.nosys=true", "-jar", JAR.toString(), "-l"), 0);
        assertTrue(output.contains("backend jna is left out: backend jna cannot use"), output);
        assertTrue(output.contains("PortCalls.flockPair"), output);
    }

    @Test
    void theFirstUseOfEveryBackendIsMeasured() throws Exception {
        Path page = JAR.resolveSibling("smoke-first-use.md");
        Files.deleteIfExists(page);
        List<String> command = java("-cp", JAR.toString(), Report.class.getName(), "first-use", "1");
        command.addAll(List.of(JAR.resolveSibling("smoke").toString(), page.toString()));
        run("first-use", command, 0);
        String text = Files.readString(page);
        List<String> titles = new ArrayList<>(List.of("No lock at all", "FileChannel.tryLock, release"));
        contenders.backends().forEach(name -> titles.add("Mortise, backend " + name));
        for (String title : titles) {
            assertTrue(text.lines().anyMatch(firstUseOf(title).asMatchPredicate()), title + " in " + text);
        }
        assertTrue(text.contains("- Java below 22 is left out: none was found"), text);
    }

    /** Ratio, time from start to end, time for the lock, CPU time. */
    private static Pattern firstUseOf(String title) {
        String three = "[0-9.]+ / [0-9.]+ / [0-9.]+";
        return Pattern.compile("\\| " + title + " \\| [0-9.]+ \\([0-9.]+ to [0-9.]+\\) \\| " + three + " \\| " + three
                + " \\| " + (IS_C_BUILT ? three : "-") + " \\|");
    }

    @Test
    void everyWayToWaitIsMeasuredInEveryChapter() throws Exception {
        Path page = JAR.resolveSibling("smoke-kernel-lock.md");
        Files.deleteIfExists(page);
        List<String> command = java("-Dmortise.bench.brief=true", "-cp", JAR.toString(), Report.class.getName());
        command.addAll(List.of("kernel-lock", "1", JAR.resolveSibling("smoke").toString(), page.toString()));
        run("kernel-lock", command, 0);
        String text = Files.readString(page);
        for (Way way : Way.ofMortise()) {
            long rows = text.lines()
                    .filter(line -> line.startsWith("| " + way.title() + " |"))
                    .count();
            assertTrue(rows >= 3, way.title() + " is in " + rows + " tables of " + text);
        }
        for (String chapter : List.of("Nobody in", "Eight threads", "From one process", "2 processes", "A multitude")) {
            assertTrue(text.contains("\n## " + chapter), chapter);
        }
        String json = Files.readString(JAR.resolveSibling("smoke").resolve("kernel-lock.json"));
        assertTrue(json.contains("\"waiting\":{\"CPU time while waiting, ms/s\":{\"" + Way.PLATFORM.title()), json);
    }

    @Test
    void ownersAreMeasuredInEveryPart() throws Exception {
        Path page = JAR.resolveSibling("smoke-owners.md");
        Files.deleteIfExists(page);
        List<String> command = java("-Dmortise.bench.brief=true", "-cp", JAR.toString(), Report.class.getName());
        command.addAll(List.of("owners", "1", JAR.resolveSibling("smoke").toString(), page.toString()));
        run("owners", command, 0);
        String text = Files.readString(page);
        for (String row : List.of(
                "numbered: `fenced\\(\\)` \\| [0-9]+ \\| -?[0-9]+",
                "Mortise, first list of a JVM \\| [0-9]+ \\| 50",
                "Mortise, compiled \\| [0-9]+ \\| 50",
                "lslocks, from start to end, for a tenth of them \\| [0-9]+ \\| 5",
                "`verdict\\(\\)` \\| 1000 \\| 0",
                "a shared lock for an instant \\| 1000 \\| [0-9]+")) {
            assertTrue(Pattern.compile("\\| " + row + " \\|").matcher(text).find(), row + " in " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel-lock:nothing",
                "--write kernel-lock:calls",
                "elsewhere",
                "--rounds",
                "--rounds 0",
                "--rounds 1.5",
                "--fast",
                "hot-calls first-use"
            })
    void argumentsThatMakeNoSenseAreAnsweredByOneLine(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT));
        command.addAll(List.of(arguments.split(" ", -1)));
        assertEquals(
                "usage: benchmarks/run [--rounds N] [--write] [flock-pair|hot-calls|kernel-lock|owners|first-use]\n",
                run("usage", command, 64));
    }

    /** A benchmark's class and name, and the backend. */
    private Set<String> linesOf(HotCall call) {
        Set<String> lines = new TreeSet<>();
        contenders.backends().forEach(backend -> lines.add("PortCalls." + call.method() + " " + backend));
        if (call.hasPeer()) {
            lines.add("JdkCalls." + call.method());
        }
        if (IS_C_BUILT) {
            lines.add("CCalls." + call.method());
        }
        return lines;
    }

    private static Set<String> runJmh(String name, String... args) throws Exception {
        Path results = JAR.resolveSibling("smoke-" + name + ".csv");
        Files.deleteIfExists(results);
        List<String> command = java("-Djmh.ignoreLock=true", "-jar", JAR.toString());
        command.addAll(List.of("-wi", "0", "-i", "1", "-r", "10ms", "-foe", "true"));
        command.addAll(List.of("-rf", "csv", "-rff", results.toString()));
        command.addAll(List.of(args));
        run(name, command, 0);
        return linesOf(results);
    }

    /** The lines of JMH's CSV: the benchmark's quoted name comes first, the backend last. */
    private static Set<String> linesOf(Path results) throws Exception {
        List<String> rows = Files.readAllLines(results);
        assertTrue(rows.get(0).endsWith("\"Param: backend\""), rows.get(0));
        Set<String> lines = new TreeSet<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.replace("\"dev.mortise.benchmarks.", "")
                    .replace("\"", "")
                    .split(",", -1);
            lines.add((fields[0] + " " + fields[fields.length - 1]).trim());
        }
        return lines;
    }

    private static List<String> java(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djna.tmpdir=" + System.getProperty("jna.tmpdir")));
        command.addAll(List.of(args));
        return command;
    }

    /** What it printed, if it ended as it should. */
    private static String run(String name, List<String> command, int status) throws Exception {
        Path log = JAR.resolveSibling("smoke-" + name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            fail("the benchmarks did not end within " + PATIENCE_SECONDS + " s; see " + log);
        }
        assertEquals(status, process.exitValue(), () -> "see " + log);
        return Files.readString(log);
    }
}
