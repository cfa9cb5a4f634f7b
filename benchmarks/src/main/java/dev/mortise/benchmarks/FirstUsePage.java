package dev.mortise.benchmarks;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a whole JVM costs that takes one lock, with each backend, on each JDK, beside {@code FileChannel}. */
final class FirstUsePage implements Page {

    /** Who takes part on one JDK, and what was measured of them. */
    private record Results(List<String> contenders, Contest wall, Contest lock, Contest cpu) {

        Results(List<String> contenders) {
            this(contenders, new Contest(), new Contest(), new Contest());
        }

        void add(String contender, Start start) {
            wall.sample(contender).addRound(List.of(start.wall()));
            lock.sample(contender).addRound(List.of(start.lock()));
            start.cpu().ifPresent(millis -> cpu.sample(contender).addRound(List.of(millis)));
        }
    }

    private final Map<Jdk, Results> results = new LinkedHashMap<>();
    private final List<String> absences = new ArrayList<>();
    private final Starter starter;

    private FirstUsePage(Starter starter) {
        this.starter = starter;
    }

    /** Starts everything once, so that files are in memory and it is known who takes part. */
    static FirstUsePage open(List<Jdk> jdks, Starter starter) throws IOException, InterruptedException {
        FirstUsePage page = new FirstUsePage(starter);
        page.absences.addAll(Jdk.absences(jdks));
        for (Jdk jdk : jdks) {
            page.results.put(jdk, new Results(page.starting(jdk)));
        }
        if (!starter.tellsCpuTime()) {
            page.absences.add("CPU time is left out: cpu_time was not built; install gcc and make and build again");
        }
        return page;
    }

    private List<String> starting(Jdk jdk) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(FirstLock.NOTHING, Jmh.JDK));
        all.addAll(Backends.names());
        List<String> starting = new ArrayList<>();
        for (String contender : all) {
            try {
                starter.start(jdk, contender);
                starting.add(contender);
            } catch (Starter.RefusedException e) {
                absences.add("backend " + contender + " is left out on Java " + jdk.feature() + ": " + e.getMessage());
            }
        }
        return starting;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException, Starter.RefusedException {
        for (Map.Entry<Jdk, Results> entry : results.entrySet()) {
            for (String contender : entry.getValue().contenders()) {
                entry.getValue().add(contender, starter.start(entry.getKey(), contender));
            }
        }
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# The first lock of a JVM");
        lines.add("");
        lines.add(
                "A JVM is started, opens a backend and a file, takes one lock, lets go and ends. Absolute times are noise on a "
                        + "shared machine; the ratios, of the whole JVM's time, were taken within each round. A JVM that uses "
                        + "`FileChannel` is 1.00. CPU time is that of all threads, the compiler's and the collector's too.");
        results.forEach((jdk, rows) -> addTable(lines, jdk, rows));
        return lines;
    }

    private static void addTable(List<String> lines, Jdk jdk, Results rows) {
        lines.add("");
        lines.add("## Java " + jdk.version());
        lines.add("");
        lines.add("| | ratio to FileChannel: median (min to max) | ms from start to end: min / median / max "
                + "| ms of these for the lock | ms of CPU time |");
        lines.add("|---|--:|--:|--:|--:|");
        rows.contenders().forEach(contender -> lines.add(row(rows, contender)));
    }

    private static String row(Results rows, String contender) {
        List<String> cells = List.of(
                title(contender),
                rows.wall().ratio(contender, Jmh.JDK, ratio -> ratio.medianText(2) + " (" + ratio.rangeText(2) + ")"),
                rows.wall().values(contender, FirstUsePage::millis),
                rows.lock().values(contender, FirstUsePage::millis),
                rows.cpu().values(contender, FirstUsePage::millis));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String millis(Spread spread) {
        return spread.upwards(" / ", spread.median() < 10 ? 1 : 0);
    }

    private static String title(String contender) {
        return switch (contender) {
            case FirstLock.NOTHING -> "No lock at all";
            case Jmh.JDK -> "FileChannel.tryLock, release";
            default -> "Mortise, backend " + contender;
        };
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add("Each round starts every contender on every JDK in turn; a first start of each was not counted");
        conditions.addAll(absences);
        return conditions;
    }
}
