package dev.mortise.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the flock pair of every backend beside C and {@code FileChannel} and prints a Markdown page.
 *
 * <p>Each round runs every contender once, in a fork of its own, one after the other; ratios are taken within a round.
 * JMH by itself would run all forks of one contender before the next, and a disturbance would hit one of them alone.
 *
 * <p>Arguments: the number of rounds, the folder for JMH's own output and its JSON, and perhaps the page's file.
 */
public final class Report {

    private static final String C_ALONE = "C, a process of its own";
    private static final String C_THREAD = "C, beside one idle thread";
    private static final String C = "C, in the JVM";
    private static final int C_MILLISECONDS = 500;

    private final Map<String, Sample> pairs = new LinkedHashMap<>();
    private final Map<String, Sample> firsts = new LinkedHashMap<>();
    private final Path output;

    private Report(Path output) {
        this.output = output;
    }

    /**
     * Measures and prints.
     *
     * @param args rounds, folder, and perhaps the page's file
     * @throws Exception if a benchmark fails or a file cannot be written
     */
    public static void main(String... args) throws Exception {
        Contenders.requireBackend();
        int rounds = Integer.parseInt(args[0]);
        Report report = new Report(Files.createDirectories(Path.of(args[1])));
        String before = load();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            report.measure(round);
        }
        String page = report.page(rounds, before);
        System.out.print(page);
        if (args.length > 2) {
            Path file = Path.of(args[2]);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Measuring
    // ---------------------------------------------------------------------------------------------------------------

    private void measure(int round) throws IOException, InterruptedException, RunnerException {
        if (CLoop.isBuilt()) {
            measureProgram();
        }
        for (RunResult result : new Runner(options(round).build()).run()) {
            String benchmark = result.getParams().getBenchmark();
            boolean first = benchmark.startsWith(FirstFlock.class.getName());
            add(first ? firsts : pairs, contender(result), result.getBenchmarkResults());
        }
    }

    private ChainedOptionsBuilder options(int round) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .param("backend", Contenders.backends())
                .forks(1)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .output(output.resolve("round-" + round + ".log").toString())
                .resultFormat(ResultFormatType.JSON)
                .result(output.resolve("round-" + round + ".json").toString());
        return CLoop.isBuilt() ? options : options.exclude("FlockPair\\.c$");
    }

    private static String contender(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "port" -> "Mortise, backend " + result.getParams().getParam("backend");
            case "c" -> C;
            default -> "FileChannel.tryLock, release";
        };
    }

    private static void add(Map<String, Sample> table, String contender, Collection<BenchmarkResult> forks) {
        Sample sample = table.computeIfAbsent(contender, name -> new Sample());
        for (BenchmarkResult fork : forks) {
            sample.addRound(fork.getIterationResults().stream()
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList());
            Result<?> bytes = fork.getSecondaryResults().get("gc.alloc.rate.norm");
            if (bytes != null) {
                sample.addBytes(bytes.getScore());
            }
        }
    }

    private void measureProgram() throws IOException, InterruptedException {
        Path file = LockFile.create();
        Process process = new ProcessBuilder(
                        CLoop.program().toString(), file.toString(), "1", Integer.toString(C_MILLISECONDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            lines.lines()
                    .map(line -> line.split("\t", -1))
                    .forEach(fields -> pairs.computeIfAbsent(
                                    fields[0].equals("alone") ? C_ALONE : C_THREAD, name -> new Sample())
                            .addRound(List.of(Double.parseDouble(fields[1]))));
        }
        if (process.waitFor() != 0) {
            throw new IOException("flock_loop ended with " + process.exitValue());
        }
        Files.delete(file);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Printing
    // ---------------------------------------------------------------------------------------------------------------

    private String page(int rounds, String before) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# The flock pair");
        lines.add("");
        lines.add(
                "One exclusive lock and its release on a file that stays open, with nobody else about. Absolute times are "
                        + "noise on a shared machine; the ratios were taken within each round. C in the same JVM is 1.00: a process "
                        + "with several threads shares its table of descriptors, and C pays for that as well.");
        lines.add("");
        addPairs(lines);
        lines.add("");
        lines.add("## The first lock of a JVM");
        lines.add("");
        lines.add("Loading the backend, opening the file, one lock and its release, closing.");
        lines.add("");
        addFirsts(lines);
        lines.add("");
        addConditions(lines, rounds, before);
        return String.join("\n", lines) + "\n";
    }

    private void addPairs(List<String> lines) {
        lines.add("| | ratio to C: median | min to max | ns per pair: min | median | max | B per pair |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        Sample base = pairs.get(C);
        pairs.forEach((name, sample) -> {
            Spread nanos = sample.values();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.0f | %s |",
                    name,
                    ratio(sample, base),
                    nanos.min(),
                    nanos.median(),
                    nanos.max(),
                    bytes(sample)));
        });
    }

    private static String ratio(Sample sample, @Nullable Sample base) {
        if (base == null) {
            return "- | -";
        }
        Spread ratio = sample.ratioTo(base);
        return String.format(Locale.ROOT, "%.2f | %.2f to %.2f", ratio.median(), ratio.min(), ratio.max());
    }

    /** JMH spreads what its own threads allocate over the operations, so a benchmark of nothing shows a few hundredths. */
    private static String bytes(Sample sample) {
        return sample.bytes().isPresent()
                ? String.format(Locale.ROOT, "%.1f", sample.bytes().getAsDouble())
                : "-";
    }

    private void addFirsts(List<String> lines) {
        lines.add("| | ms: min | median | max |");
        lines.add("|---|--:|--:|--:|");
        firsts.forEach((name, sample) -> {
            Spread millis = sample.values();
            lines.add(String.format(
                    Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", name, millis.min(), millis.median(), millis.max()));
        });
    }

    private static void addConditions(List<String> lines, int rounds, String before) throws IOException {
        lines.add("## How");
        lines.add("");
        lines.add("- Command: `benchmarks/run --rounds " + rounds + "`; each round runs every contender in turn, "
                + "each in a JVM of its own.");
        lines.add("- Kernel: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        lines.add("- Java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        lines.add("- File system: " + Files.getFileStore(LockFile.directory()).type());
        lines.add("- Load average: " + before + " before, " + load() + " after");
        Contenders.absences().forEach(absence -> lines.add("- " + absence));
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
