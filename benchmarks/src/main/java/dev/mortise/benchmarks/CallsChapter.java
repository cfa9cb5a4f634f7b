package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What {@code KernelLock} costs where nobody stands in the way: on a file that is open, and on one that is not. */
final class CallsChapter implements Chapter {

    private static final String C_BARE = "C in a process of its own, beside an idle thread: `flock` pair";
    private static final String C_GATED =
            "C in a process of its own, beside an idle thread: with gate and verification";
    private static final String C_FIRST = "C, the same calls, beside an idle thread";
    private static final String C_FIRST_BARE = "C, open, `flock`, unlock, close, beside an idle thread";

    private static final Table.Column WARM = new Table.Column("ns", 0);
    private static final Table.Column FIRST = new Table.Column("ns", 0);

    private final Table warm = new Table(WARM);
    private final Table first = new Table(FIRST);
    private final Jmh jmh;
    private final Pace pace;

    CallsChapter(Jmh jmh, Pace pace) {
        this.jmh = jmh;
        this.pace = pace;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException, RunnerException {
        if (Twin.isBuilt()) {
            measureC();
        }
        jmh.measure(
                "(WarmLock\\.acquireAndClose|(CCalls|JdkCalls)\\.flockPair)$", "warm-lock", round, warm.contest(WARM));
        jmh.measure("(FirstLocks|FirstChannels)\\.acquireAndClose$", "first-lock", round, first.contest(FIRST));
    }

    private void measureC() throws IOException, InterruptedException {
        Path folder = LockFile.createFolder();
        Path file = folder.resolve("lock");
        warm.add(C_BARE, beside(file, "pair", "--lock", "kernel-bare"));
        warm.add(C_GATED, beside(file, "pair", "--lock", "kernel"));
        int files = ColdFiles.FILES;
        first.add(C_FIRST, beside(file, "first", "--lock", "kernel", "--as-java", "--files", files));
        first.add(C_FIRST_BARE, beside(file, "first", "--lock", "kernel-bare", "--files", files));
        Files.delete(file);
        Files.delete(folder);
    }

    private double beside(Path file, String subject, Object... more) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("measure", subject));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--file", file, "--rounds", 3, "--milliseconds", Math.max(1, pace.millis() / 10)));
        return Twin.number(Twin.run(arguments.toArray()), "thread", "median");
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## Nobody in the way");
        lines.add("");
        lines.add(
                "`KernelLock.acquire` and `close` on a file that is open, gate and verification included. C in the JVM is the bare "
                        + "`flock` pair of a process with several threads.");
        lines.add("");
        lines.addAll(Bytes.table(warm, WARM, List.of(Jmh.C, Jmh.JDK)));
        lines.add("");
        lines.add(
                "The first lock on a path, from opening to closing, on " + ColdFiles.FILES
                        + " files of one directory in turn, some of which are always open: the file is opened, "
                        + "looked at, locked, verified and unlocked, and closed again when there are many; that the directory is the same is asked ten times a second. FileChannel opens, locks, releases and closes, and verifies nothing.");
        lines.add("");
        lines.addAll(Bytes.table(first, FIRST, List.of(C_FIRST, Jmh.JDK)));
        return lines;
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>(jmh.contenders().absences());
        conditions.add("JDK is `FileChannel.tryLock` and `release`");
        return conditions;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of("warm", warm, "first", first);
    }

    /** A table with one column, and the bytes that JMH saw allocated. */
    private static final class Bytes {

        private Bytes() {}

        static List<String> table(Table table, Table.Column column, List<String> bases) {
            List<String> lines = new ArrayList<>(table.lines(bases));
            Contest contest = table.contest(column);
            lines.set(0, lines.get(0) + " B |");
            lines.set(1, lines.get(1) + "--:|");
            int row = 2;
            for (String contender : contest.contenders()) {
                lines.set(row, lines.get(row) + " " + contest.bytes(contender) + " |");
                row++;
            }
            return lines;
        }
    }
}
