package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From one process leaving to the other, which waits, being inside; and what waiting costs meanwhile. */
final class HandoffChapter implements Chapter {

    private static final String C = "C, with the gate";
    private static final int ONE = 1;
    private static final int TWO = 2;
    private static final Table.Column CPU = new Table.Column("CPU time while waiting, ms/s", 1);

    private final Map<Integer, Table> tables = new LinkedHashMap<>();
    private final Table waiting = new Table(CPU);
    private final List<Integer> cpus;
    private final boolean canPin;
    private final Pace pace;

    HandoffChapter(Pace pace) throws IOException {
        this.pace = pace;
        this.cpus = Cpus.allowed();
        this.canPin = Cpus.canPin();
        tables.put(ONE, handoffs());
        if (cpus.size() >= TWO) {
            tables.put(TWO, handoffs());
        }
    }

    private static Table handoffs() {
        return new Table(
                new Table.Column("median, µs", 1), new Table.Column("p90, µs", 1), new Table.Column("hand-offs", 0));
    }

    @Override
    public void measure(int round) throws IOException, InterruptedException {
        if (canPin) {
            if (Twin.isBuilt()) {
                playInC();
            }
            for (Way way : ways()) {
                for (Map.Entry<Integer, Table> each : tables.entrySet()) {
                    add(each.getValue(), way.title(), play(way, each.getKey()));
                }
            }
        }
        for (Way way : ways()) {
            waiting.add(way.title(), cpuWhileWaiting(way));
        }
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>(Way.ofMortise());
        ways.add(Way.CHANNEL);
        return ways;
    }

    private void playInC() throws IOException, InterruptedException {
        Path file = LockFile.create();
        String json = Twin.run(
                "measure",
                "handoff",
                "--lock",
                "kernel",
                "--file",
                file,
                "--rounds",
                1,
                "--milliseconds",
                pace.millis());
        Files.delete(file);
        tables.forEach((size, table) -> {
            String kind = size == ONE ? "oneCpu" : "twoCpus";
            table.add(
                    C,
                    Twin.number(json, kind, "median", "median") / 1e3,
                    Twin.number(json, kind, "p90", "median") / 1e3,
                    Twin.number(json, kind, "handoffs"));
        });
    }

    private static void add(Table table, String contender, double[] nanos) {
        if (nanos.length > 0) {
            double[] sorted = nanos.clone();
            Arrays.sort(sorted);
            table.add(contender, percentile(sorted, 50) / 1e3, percentile(sorted, 90) / 1e3, sorted.length);
        }
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(sorted.length - 1) * percent / 100];
    }

    private double[] play(Way way, int processors) throws IOException, InterruptedException {
        Path file = LockFile.create();
        Path table = LockFile.create(Player.TABLE_BYTES);
        try (Team team = new Team()) {
            for (int number = 1; number <= 2; number++) {
                List<String> command = Cpus.pinned(cpus.get(number % processors));
                command.addAll(Child.java(
                        Player.class,
                        way.options(),
                        way.peer(),
                        way.threads(),
                        file,
                        table,
                        number,
                        pace.millis(),
                        pace.warmUpMillis()));
                team.start(command);
            }
            return numbers(String.join(" ", team.end()));
        } finally {
            Files.delete(file);
            Files.delete(table);
        }
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What waiting costs
    // ---------------------------------------------------------------------------------------------------------------

    private double cpuWhileWaiting(Way way) throws IOException, InterruptedException {
        Path file = LockFile.create();
        try (Holder holder = Holder.of(way.peer(), List.of(file));
                Child waiter = new Child(Child.java(Waiter.class, way.options(), way.peer(), way.threads(), file))) {
            waiter.awaitReady();
            Thread.sleep(pace.warmUpMillis());
            double before = Cpus.cpuMillis(waiter.pid());
            long start = System.nanoTime();
            Thread.sleep(pace.millis());
            double spent = Cpus.cpuMillis(waiter.pid()) - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            holder.release();
            waiter.end();
            return spent / seconds;
        } finally {
            Files.delete(file);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The page
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## From one process to the other");
        lines.add("");
        lines.add(
                "From the moment before one leaves to the moment when the other is inside, which had waited for 30 µs at "
                        + "least. Each stays inside for 200 µs and away for 50 µs.");
        tables.forEach((size, table) -> {
            lines.add("");
            lines.add(size == ONE ? "Both pinned to one processor:" : "Each pinned to a processor of its own:");
            lines.add("");
            lines.addAll(table.lines(Twin.isBuilt() ? List.of(C) : List.of()));
        });
        lines.add("");
        lines.add("A whole JVM that does nothing but wait; the kernel counts in steps of 10 ms:");
        lines.add("");
        lines.addAll(waiting.lines(List.of()));
        return lines;
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!canPin) {
            conditions.add("Hand-offs are left out: there is no `taskset` to pin processes with");
        }
        if (cpus.size() < TWO) {
            conditions.add("Hand-offs between processors are left out: there is only one");
        }
        return conditions;
    }

    @Override
    public Map<String, Table> tables() {
        Map<String, Table> named = new LinkedHashMap<>();
        tables.forEach((size, table) -> named.put(size == ONE ? "one processor" : "two processors", table));
        named.put("waiting", waiting);
        return named;
    }
}
