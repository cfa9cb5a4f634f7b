package dev.mortise.cli;

import dev.mortise.testkit.storm.StormResult;
import dev.mortise.testkit.storm.StormResult.Failure;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code mortise stress} prints. */
final class StressReport {

    private StressReport() {}

    static void head(PrintWriter out, String title, Map<String, String> circumstances) {
        out.println(title);
        circumstances.forEach((name, value) -> out.printf(Locale.ROOT, "  %-11s %s%n", name, value));
        out.println();
    }

    static void table(PrintWriter out, StormResult storm) {
        row(out, "acquisitions", "%,d", storm.acquisitions(), sharedOrNone(storm));
        row(out, "per second", "%,.0f", storm.perSecond(), "");
        row(out, "given up", "%,d", storm.givenUp(), "(timeouts, single tries, cancelled futures)");
        row(out, "kills", "%,d", storm.kills(), insideOrNone(storm));
        row(out, "pauses", "%,d", storm.pauses(), "");
        row(out, "overlaps", "%,d", storm.overlaps(), "");
        row(out, "lost updates", "%,d", storm.lostUpdates(), "");
        row(out, "wedges", "%,d", storm.wedges(), "");
        row(out, "longest wait", "%,d", storm.longestWait().toMillis(), "ms");
        row(out, "fairness", "%.2f", storm.jainIndex(), "(Jain's index; 1 is even)");
        out.println();
    }

    private static String sharedOrNone(StormResult storm) {
        return storm.sharedHolds() == 0 ? "" : String.format(Locale.ROOT, "(%,d of them shared)", storm.sharedHolds());
    }

    private static String insideOrNone(StormResult storm) {
        return storm.kills() == 0
                ? ""
                : String.format(Locale.ROOT, "(%,d of them inside the critical section)", storm.killsInside());
    }

    private static void row(PrintWriter out, String name, String format, Object number, String remark) {
        String value = String.format(Locale.ROOT, format, number);
        String line = String.format(Locale.ROOT, "  %-13s %14s %s", name, value, remark);
        out.println(line.stripTrailing());
    }

    /** The second half of the control's line. */
    static String caught(StormResult control) {
        if (!control.isBroken()) {
            return String.format(Locale.ROOT, "NOT caught in %.1f s", control.seconds());
        }
        double at = Double.isNaN(control.firstOverlapAt()) ? control.seconds() : control.firstOverlapAt();
        return String.format(
                Locale.ROOT, "caught after %.2f s: %s, %s", at, Count.overlaps(control), Count.lostUpdates(control));
    }

    /** Everything that needs a person's attention. */
    static void findings(PrintWriter err, StormResult result) {
        result.report().forEach(err::println);
        for (Failure failure : result.failures()) {
            err.println("mortise: " + failure.message());
        }
    }

    static String json(
            Map<String, String> circumstances, Verdict verdict, StormResult storm, @Nullable StormResult control) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", "stress");
        object.put("verdict", verdict.word());
        object.put("exitCode", verdict.exitCode());
        object.putAll(circumstances);
        object.put("storm", numbers(storm));
        if (control != null) {
            object.put("control", numbers(control));
        }
        return Json.of(object);
    }

    private static Map<String, Object> numbers(StormResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("seconds", result.seconds());
        object.put("acquisitions", result.acquisitions());
        object.put("perSecond", result.perSecond());
        object.put("perProcess", result.perProcess());
        object.put("sharedHolds", result.sharedHolds());
        object.put("givenUp", result.givenUp());
        object.put("pauses", result.pauses());
        object.put("kills", result.kills());
        object.put("killsInside", result.killsInside());
        object.put("overlaps", result.overlaps());
        object.put("lostUpdates", result.lostUpdates());
        object.put("wedges", result.wedges());
        object.put("firstOverlapSeconds", result.firstOverlapAt());
        object.put("longestWaitSeconds", result.longestWait().toNanos() / 1e9);
        object.put("jainIndex", result.jainIndex());
        object.put("failures", result.failures().stream().map(Failure::message).toList());
        return object;
    }
}
