package dev.mortise.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Several things that were measured of each contender, round by round. */
final class Table {

    /**
     * One of those things.
     *
     * @param name for the heading, with its unit
     * @param digits how many behind the point
     */
    record Column(String name, int digits) {}

    private final List<Column> columns;
    private final Map<String, Contest> contests = new LinkedHashMap<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
        this.columns.forEach(column -> contests.put(column.name(), new Contest()));
    }

    /** What was measured of a contender in one round, in the order of the columns; NaN for nothing. */
    void add(String contender, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                contest(columns.get(i)).sample(contender).addRound(List.of(values[i]));
            }
        }
    }

    Contest contest(Column column) {
        Contest contest = contests.get(column.name());
        if (contest == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return contest;
    }

    /** A row for each contender, each value as median (min to max); then the ratio of the first column to the base's. */
    List<String> lines(Collection<String> bases) {
        List<String> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(columns.stream().map(Column::name).toList());
        bases.forEach(base -> heads.add(columns.get(0).name() + ", ratio to " + base));
        lines.add("| | " + String.join(" | ", heads) + " |");
        lines.add("|---" + "|--:".repeat(heads.size()) + "|");
        contenders().forEach(contender -> lines.add(row(contender, bases)));
        return lines;
    }

    private Set<String> contenders() {
        Set<String> all = new LinkedHashSet<>();
        contests.values().forEach(contest -> all.addAll(contest.contenders()));
        return all;
    }

    private String row(String contender, Collection<String> bases) {
        List<String> cells = new ArrayList<>();
        cells.add(contender);
        columns.forEach(column ->
                cells.add(contest(column).values(contender, spread -> text(spread, column.digits()))));
        bases.forEach(base -> cells.add(contest(columns.get(0)).ratio(contender, base, ratio -> text(ratio, 2))));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String text(Spread spread, int digits) {
        return spread.min() == spread.max()
                ? spread.medianText(digits)
                : spread.medianText(digits) + " (" + spread.rangeText(digits) + ")";
    }

    /** For programs: by column, by contender, the values of each round. */
    String json() {
        return contests.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Contest contest) {
        return contest.contenders().stream()
                .map(contender -> quoted(contender) + ":" + json(contest.sample(contender)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Sample sample) {
        return sample.rounds().stream()
                .map(round -> round.stream()
                        .map(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
