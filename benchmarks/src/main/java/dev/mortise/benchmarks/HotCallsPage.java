package dev.mortise.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.openjdk.jmh.runner.RunnerException;

/** Every hot call through every backend, beside C and the JDK. */
final class HotCallsPage implements Page {

    private final Map<HotCall, Contest> contests = new EnumMap<>(HotCall.class);
    private final Jmh jmh;

    HotCallsPage(Jmh jmh) {
        this.jmh = jmh;
    }

    @Override
    public void measure(int round) throws RunnerException {
        for (HotCall call : HotCall.values()) {
            jmh.measure(call, round, contest(call));
        }
    }

    Contest contest(HotCall call) {
        return contests.computeIfAbsent(call, key -> new Contest());
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# The hot calls");
        lines.add("");
        lines.add(
                "What a lock does again and again, through each backend, on one file of 4 KiB that nobody else uses. Absolute "
                        + "times are noise on a shared machine; the ratios were taken within each round. The same calls made by a loop "
                        + "in C in such a JVM are 1.00. JDK is what a program would use without Mortise.");
        addRatios(lines);
        addTimes(lines);
        addBytes(lines);
        addCalls(lines);
        return lines;
    }

    private void addRatios(List<String> lines) {
        addHeading(lines, "Ratio to C: median (min to max) of the rounds");
        addGrid(lines, withoutC(), HotCallsPage::ratio);
    }

    private static String ratio(Contest contest, String contender) {
        return contest.ratio(contender, Jmh.C, ratio -> ratio.medianText(2) + " (" + ratio.rangeText(2) + ")");
    }

    private void addTimes(List<String> lines) {
        addHeading(lines, "Nanoseconds: min / median / max");
        List<String> columns = new ArrayList<>(withoutC());
        if (jmh.contenders().cLoop()) {
            columns.add(0, Jmh.C);
        }
        addGrid(lines, columns, (contest, contender) -> contest.values(contender, HotCallsPage::nanos));
    }

    /** Half a nanosecond matters to a clock and to nothing else. */
    private static String nanos(Spread nanos) {
        return nanos.upwards(" / ", nanos.median() < 100 ? 1 : 0);
    }

    private void addBytes(List<String> lines) {
        addHeading(lines, "Bytes allocated on the heap");
        lines.add("JMH spreads what its own threads allocate over the operations, which shows as tenths of a byte.");
        lines.add("");
        addGrid(lines, withoutC(), Contest::bytes);
    }

    private static void addCalls(List<String> lines) {
        addHeading(lines, "What the calls are");
        lines.add("| | | JDK |");
        lines.add("|---|---|---|");
        for (HotCall call : HotCall.values()) {
            lines.add("| " + call.method() + " | " + call.work() + " | " + call.peer() + " |");
        }
    }

    private static void addHeading(List<String> lines, String heading) {
        lines.add("");
        lines.add("## " + heading);
        lines.add("");
    }

    private void addGrid(List<String> lines, List<String> columns, BiFunction<Contest, String, String> cell) {
        lines.add("| | " + String.join(" | ", columns) + " |");
        lines.add("|---" + "|--:".repeat(columns.size()) + "|");
        for (HotCall call : HotCall.values()) {
            List<String> cells = columns.stream()
                    .map(contender -> cell.apply(contest(call), contender))
                    .toList();
            lines.add("| " + call.method() + " | " + String.join(" | ", cells) + " |");
        }
    }

    private List<String> withoutC() {
        List<String> columns = new ArrayList<>(jmh.contenders().backends());
        columns.add(Jmh.JDK);
        return columns;
    }

    @Override
    public List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                "Each round runs every contender of one call in turn, each in a JVM of its own, then the next call's");
        conditions.addAll(jmh.contenders().absences());
        return conditions;
    }
}
