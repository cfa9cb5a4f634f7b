package dev.mortise.cli;

import dev.mortise.testkit.KernelReplay;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Violation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code mortise prove} says when a search is over. */
final class ProveReport {

    private ProveReport() {}

    static void print(PrintWriter out, Proof proof) {
        out.println(proof.summary());
        Violation violation = proof.violation();
        if (violation != null) {
            out.println();
            out.println(violation.timeline());
            out.println("replay: mortise prove --replay '" + violation.schedule() + "'");
        }
    }

    static void replay(PrintWriter out, Schedule schedule, @Nullable Violation violation) {
        if (violation == null) {
            out.println("not reproduced: " + schedule);
            return;
        }
        out.println(violation.timeline());
        out.println("reproduced: " + violation.oracle() + ", " + violation.message());
    }

    static void onKernel(PrintWriter out, KernelReplay replay) {
        Violation violation = replay.violation();
        if (violation != null) {
            out.println(violation.timeline());
        }
        out.println(String.format(
                Locale.ROOT,
                "on the kernel: %s, %,d calls compared, %d killed",
                replay.fileSystem(),
                replay.calls(),
                replay.kills()));
        if (replay.disagreement() != null) {
            out.println("the kernel differs from the model: " + replay.disagreement());
        } else if (violation == null) {
            out.println("not reproduced: " + replay.schedule());
        } else {
            out.println(replay.evidence());
            out.println("reproduced on the kernel: " + violation.oracle() + ", " + violation.message());
        }
    }

    static Map<String, Object> onKernel(KernelReplay replay) {
        Map<String, Object> object = replay(replay.schedule(), replay.violation());
        object.put("reproduced", replay.isReproduced());
        Map<String, Object> kernel = new LinkedHashMap<>();
        kernel.put("fileSystem", replay.fileSystem());
        kernel.put("calls", replay.calls());
        kernel.put("kills", replay.kills());
        kernel.put("inside", replay.inside());
        kernel.put("evidence", replay.evidence());
        kernel.put("disagreement", disagreement(replay.disagreement()));
        object.put("onKernel", kernel);
        return object;
    }

    private static @Nullable Map<String, Object> disagreement(KernelReplay.@Nullable Disagreement disagreement) {
        if (disagreement == null) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", disagreement.step());
        object.put("call", disagreement.call());
        object.put("model", disagreement.model());
        object.put("kernel", disagreement.kernel());
        return object;
    }

    static Map<String, Object> json(Scenario scenario, Proof proof) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("protocol", scenario.name());
        object.put("bounds", bounds(scenario));
        object.put(proof.isHunt() ? "schedules" : "states", proof.states());
        object.put("transitions", proof.transitions());
        object.put("seconds", proof.seconds());
        object.put("exhausted", proof.isExhausted());
        object.put("stoppedBy", proof.stoppedBy());
        object.put("violation", violation(proof.violation()));
        return object;
    }

    private static Map<String, Object> bounds(Scenario scenario) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("processes", scenario.bounds().processes());
        bounds.put("rounds", scenario.bounds().rounds());
        bounds.put("crashes", scenario.bounds().crashes());
        bounds.put("inodeReuse", scenario.bounds().adversary().inodeReuse());
        bounds.put("pidReuse", scenario.bounds().adversary().pidReuse());
        bounds.put("zombies", scenario.bounds().adversary().zombies());
        bounds.put("leaps", scenario.bounds().adversary().leaps());
        bounds.put("faults", scenario.bounds().adversary().faults());
        bounds.put("start", scenario.start().name());
        return bounds;
    }

    static Map<String, Object> replay(Schedule schedule, @Nullable Violation violation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("protocol", schedule.protocol());
        object.put("schedule", schedule.toString());
        object.put("reproduced", violation != null);
        object.put("violation", violation(violation));
        return object;
    }

    private static @Nullable Map<String, Object> violation(@Nullable Violation violation) {
        if (violation == null) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("oracle", violation.oracle().toString());
        object.put("message", violation.message());
        object.put("schedule", violation.schedule().toString());
        return object;
    }
}
