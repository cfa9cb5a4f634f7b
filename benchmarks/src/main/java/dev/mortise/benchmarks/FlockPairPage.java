package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** The flock pair of every backend beside C, inside the JVM and outside of it, and {@code FileChannel}. */
final class FlockPairPage implements Page {

    private static final String C_ALONE = "C, a process of its own";
    private static final String C_THREAD = "C, beside one idle thread";
    private static final int C_MILLISECONDS = 500;

    private final Contest contest = new Contest();
    private final Jmh jmh;

    FlockPairPage(Jmh jmh) {
        this.jmh = jmh;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException, RunnerException {
        if (jmh.contenders().cLoop()) {
            measureProgram();
        }
        jmh.measure(HotCall.FLOCK_PAIR, round, contest);
    }

    private void measureProgram() throws IOException, InterruptedException {
        Path file = LockFile.create();
        Process process = new ProcessBuilder(
                        CLoop.flockProgram().toString(), file.toString(), "1", Integer.toString(C_MILLISECONDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            lines.lines()
                    .map(line -> line.split("\t", -1))
                    .forEach(fields -> contest.sample(fields[0].equals("alone") ? C_ALONE : C_THREAD)
                            .addRound(List.of(Double.parseDouble(fields[1]))));
        }
        if (process.waitFor() != 0) {
            throw new IOException("flock_loop ended with " + process.exitValue());
        }
        Files.delete(file);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# The flock pair");
        lines.add("");
        lines.add(
                "One exclusive lock and its release on a file that stays open, with nobody else about. Absolute times are "
                        + "noise on a shared machine; the ratios were taken within each round. C in the same JVM is 1.00: a process "
                        + "with several threads shares its table of descriptors, and C pays for that as well.");
        lines.add("");
        lines.add("| | ratio to C: median | min to max | ns per pair: min | median | max | B per pair |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        contest.contenders().forEach(contender -> lines.add(row(contender)));
        return lines;
    }

    private String row(String contender) {
        List<String> cells = List.of(
                title(contender),
                contest.ratio(contender, Jmh.C, ratio -> ratio.medianText(2)),
                contest.ratio(contender, Jmh.C, ratio -> ratio.rangeText(2)),
                contest.values(contender, nanos -> nanos.upwards(" | ", 0)),
                contest.bytes(contender));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String title(String contender) {
        return switch (contender) {
            case C_ALONE, C_THREAD -> contender;
            case Jmh.C -> "C, in the JVM";
            case Jmh.JDK -> "FileChannel.tryLock, release";
            default -> "Mortise, backend " + contender;
        };
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add("Each round runs every contender in turn, each in a JVM of its own");
        conditions.addAll(jmh.contenders().absences());
        return conditions;
    }
}
