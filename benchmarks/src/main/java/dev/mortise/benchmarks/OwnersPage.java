package dev.mortise.benchmarks;

import dev.mortise.benchmarks.Onlooker.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What it costs to number and to describe a hold, to list all locks, and to be asked about. */
final class OwnersPage implements Page {

    private static final String PLAIN = "acquire, close";
    private static final String LSLOCKS = "lslocks, from start to end, for a tenth of them";
    private static final int SURVEYS = 20;

    /** What is over in a moment starts faster without the second compiler. */
    private static final List<String> AS_THE_COMMAND = List.of("-XX:TieredStopAtLevel=1");

    /** The time of lslocks grows with the square of the locks. */
    private static final int LESS = 10;

    private final Table pairs = new Table(new Table.Column("ns", 0), new Table.Column("ns more than without", 0));
    private final Table lists =
            new Table(new Table.Column("ms", 0), new Table.Column("locks named with their holder", 0));
    private final Table tries =
            new Table(new Table.Column("tries", 0), new Table.Column("failed", 0), new Table.Column("ns of a try", 0));
    private final Pace pace;

    OwnersPage(Pace pace) {
        this.pace = pace;
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException {
        measurePairs();
        measureLists();
        for (How how : How.values()) {
            measureTries(how);
        }
    }

    private void measurePairs() throws IOException, InterruptedException {
        Path folder = LockFile.createFolder();
        try (Child child = new Child(Child.java(Pairs.class, List.of(), folder, pace.warmUpMillis(), pace.millis()))) {
            double[] nanos = child.endWithNumbers();
            pairs.add(PLAIN, nanos[0], Double.NaN);
            pairs.add("numbered: `fenced()`", nanos[1], nanos[1] - nanos[0]);
            pairs.add("described: `describedAs(...)`", nanos[2], nanos[2] - nanos[0]);
        } finally {
            remove(folder);
        }
    }

    private void measureLists() throws IOException, InterruptedException {
        withLocks(pace.locks(), folder -> {
            double[] often = surveys(folder, SURVEYS, List.of());
            lists.add("Mortise, compiled", often[1], often[2]);
            double[] once = surveys(folder, 1, AS_THE_COMMAND);
            lists.add("Mortise, first list of a JVM", once[0], once[2]);
        });
        withLocks(pace.locks() / LESS, folder -> lists.add(LSLOCKS, lslocks(folder)));
    }

    private static double[] surveys(Path folder, int times, List<String> options)
            throws IOException, InterruptedException {
        try (Child child = new Child(Child.java(Surveyor.class, options, folder, times))) {
            return child.endWithNumbers();
        }
    }

    /** Something that is done while another process has many locks. */
    private interface Task {

        void of(Path folder) throws IOException, InterruptedException;
    }

    private static void withLocks(int count, Task task) throws IOException, InterruptedException {
        Path folder = LockFile.createFolder();
        List<Path> files =
                IntStream.range(0, count).mapToObj(LockFile.in(folder)).toList();
        try (Holder holder = Holder.of(Peer.MORTISE, files)) {
            task.of(folder);
            holder.release();
        } finally {
            remove(folder);
        }
    }

    /** NaN for times that cannot be had. */
    private static double[] lslocks(Path folder) throws IOException, InterruptedException {
        if (!isThere("lslocks")) {
            return new double[] {Double.NaN, Double.NaN};
        }
        Path list = Files.createTempFile(LockFile.directory(), "mortise-bench-", ".list");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder("lslocks", "-r", "-n", "-u", "-o", "PID,PATH")
                    .redirectOutput(list.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int status = process.waitFor();
            double millis = (System.nanoTime() - start) / 1e6;
            if (status != 0) {
                throw new IOException("lslocks ended with " + status);
            }
            try (Stream<String> lines = Files.lines(list)) {
                return new double[] {
                    millis,
                    lines.filter(line -> line.contains(folder.toString())).count()
                };
            }
        } finally {
            Files.delete(list);
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private void measureTries(How how) throws IOException, InterruptedException {
        Path file = LockFile.create();
        try (Child onlooker = new Child(Child.java(Onlooker.class, List.of(), how, file))) {
            onlooker.awaitReady();
            try (Child trying = new Child(Child.java(Tries.class, List.of(), file, pace.tries()))) {
                double[] numbers = trying.endWithNumbers();
                tries.add(title(how), pace.tries(), numbers[0], numbers[1]);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static String title(How how) {
        return switch (how) {
            case VERDICT -> "`verdict()`";
            case SHARED_LOCK -> "a shared lock for an instant";
        };
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# Owners");
        lines.add("");
        lines.add(
                "Absolute times are noise on a shared machine. A cell is the median of the rounds, and from the least to the greatest of them.");
        addPart(
                lines,
                "A hold with a number or a label",
                "Nobody is in the way; the three take turns of a few milliseconds in one JVM.",
                pairs);
        addPart(
                lines,
                "All locks of the machine",
                "One process has " + pace.locks()
                        + " locks, each on a file of its own, and another one lists them with path and holder. The first list of a JVM "
                        + "is made with the first compiler alone, as by `mortise list`, whose JVM takes 0.1 s more to start and end.",
                lists);
        addPart(
                lines,
                "Tries beside somebody who asks",
                "A process tries to take a lock that nobody has, while another one asks about it without a pause.",
                tries);
        return lines;
    }

    private static void addPart(List<String> lines, String heading, String text, Table table) {
        lines.addAll(List.of("", "## " + heading, "", text, ""));
        lines.addAll(table.lines(List.of()));
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add("Each round measures every row in turn, in processes of their own");
        if (!isThere("lslocks")) {
            conditions.add("lslocks is left out: it was not found; install util-linux");
        }
        return conditions;
    }
}
