package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many processes that want one lock again and again, and work for a millisecond inside. */
final class CrowdChapter implements Chapter {

    private static final long HOLD_NANOS = 1_000_000;
    private static final String C_GATED = "C, with the gate";
    private static final String C_BARE = "C, bare `flock`";
    private static final String FILELOCK = "Python filelock, which polls";

    /** What one process did. */
    private record Work(double visits, double insideNanos, double longestWaitNanos) {}

    private final Map<Integer, Table> tables = new LinkedHashMap<>();
    private final boolean hasFilelock = Filelock.isInstalled();
    private final Pace pace;

    CrowdChapter(Pace pace) {
        this.pace = pace;
        pace.crowds()
                .forEach(size -> tables.put(
                        size,
                        new Table(
                                new Table.Column("longest wait, ms", 0),
                                new Table.Column("time inside, %", 1),
                                new Table.Column("Jain's index", 3),
                                new Table.Column("acquisitions/s", 0))));
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException {
        for (Map.Entry<Integer, Table> each : tables.entrySet()) {
            int size = each.getKey();
            Table table = each.getValue();
            for (Way way : Way.ofMortise()) {
                add(table, way.title(), inJava(way, size));
            }
            if (Twin.isBuilt()) {
                add(table, C_GATED, inC("kernel", size));
                add(table, C_BARE, inC("kernel-bare", size));
            }
            add(table, Way.CHANNEL.title(), inJava(Way.CHANNEL, size));
            if (hasFilelock) {
                add(table, FILELOCK, inPython(size));
            }
        }
    }

    private int millis() {
        return 2 * pace.millis();
    }

    /** More of them take longer on the same processors. */
    private int warmUpMillis(int size) {
        return pace.warmUpMillis() * Math.max(1, size / 8);
    }

    private int seconds() {
        return Math.max(1, millis() / 1000);
    }

    private void add(Table table, String contender, List<Work> crowd) {
        double inside = crowd.stream().mapToDouble(Work::insideNanos).sum();
        double visits = crowd.stream().mapToDouble(Work::visits).sum();
        double squares = crowd.stream()
                .mapToDouble(work -> work.visits() * work.visits())
                .sum();
        double longest =
                crowd.stream().mapToDouble(Work::longestWaitNanos).max().orElse(0);
        double nanos = 1e9 * seconds();
        table.add(
                contender,
                longest / 1e6,
                100 * inside / nanos,
                visits * visits / (crowd.size() * squares),
                visits / seconds());
    }

    private List<Work> inJava(Way way, int size) throws IOException, InterruptedException {
        Path file = LockFile.create();
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        options.addAll(way.options());
        try (Team team = new Team()) {
            for (int i = 0; i < size; i++) {
                team.start(Child.java(
                        Worker.class,
                        options,
                        way.peer(),
                        way.threads(),
                        file,
                        HOLD_NANOS,
                        warmUpMillis(size),
                        1000 * seconds()));
            }
            team.awaitReady();
            team.go();
            return works(team.end());
        } finally {
            Files.delete(file);
        }
    }

    private List<Work> inPython(int size) throws IOException, InterruptedException {
        Path file = LockFile.create();
        try (Team team = new Team()) {
            for (int i = 0; i < size; i++) {
                team.start(Filelock.command(file, HOLD_NANOS, seconds()));
            }
            team.awaitReady();
            team.go();
            return works(team.end());
        } finally {
            Files.delete(file);
        }
    }

    private static List<Work> works(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" ", -1))
                .map(fields -> new Work(
                        Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2])))
                .toList();
    }

    private List<Work> inC(String lock, int size) throws IOException, InterruptedException {
        Path folder = LockFile.createFolder();
        Path file = folder.resolve("lock");
        Path referee = folder.resolve("referee");
        try (Team team = new Team()) {
            for (int i = 0; i < size; i++) {
                team.start(contend(lock, file, referee));
            }
            team.go();
            return team.end().stream()
                    .map(json -> new Work(
                            Twin.number(json, "acquisitions"),
                            Twin.number(json, "insideNanos"),
                            Twin.number(json, "longestWaitNanos")))
                    .toList();
        } finally {
            Files.delete(file);
            Files.delete(referee);
            Files.delete(folder);
        }
    }

    private List<String> contend(String lock, Path file, Path referee) {
        List<Object> arguments = new ArrayList<>(List.of("contend", "--leash", "--seed", 1));
        arguments.addAll(List.of("--lock", lock, "--file", file, "--ref", referee));
        arguments.addAll(List.of("--seconds", seconds(), "--hold-ns", HOLD_NANOS, "--think-ns", 0));
        return Twin.command(arguments.toArray());
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        tables.forEach((size, table) -> {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.add("## " + size + " processes, a millisecond inside each time");
            lines.add("");
            lines.add("Each has one thread, comes back at once, and works without giving up the processor, for "
                    + seconds() + " s. Time inside is what is left of the lock's time after all hand-overs.");
            lines.add("");
            lines.addAll(table.lines(Twin.isBuilt() ? List.of(C_GATED) : List.of()));
        });
        return lines;
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!hasFilelock) {
            conditions.add("Python filelock is left out: `python3 -c 'import filelock'` fails here");
        }
        if (!Twin.isBuilt()) {
            conditions.add("C processes are left out: the C twin was not built");
        }
        return conditions;
    }

    @Override
    public Map<String, Table> tables() {
        Map<String, Table> named = new LinkedHashMap<>();
        tables.forEach((size, table) -> named.put(size + " processes", table));
        return named;
    }
}
