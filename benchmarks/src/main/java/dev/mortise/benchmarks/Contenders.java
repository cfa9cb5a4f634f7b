package dev.mortise.benchmarks;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import java.util.ArrayList;
import java.util.List;

/**
 * Who can take part on this machine.
 *
 * @param survey what each backend says
 * @param cLoop whether the loops in C were built
 */
record Contenders(List<Backends.Report> survey, boolean cLoop) {

    static Contenders here() {
        return new Contenders(Backends.survey(), CLoop.isBuilt());
    }

    /** Ends the program with one sentence when no backend works here: there would be nothing to compare. */
    static void requireBackend() {
        try {
            Backends.best();
        } catch (BackendUnavailableException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The backends that work here, in the order of preference. */
    List<String> backends() {
        return survey.stream()
                .filter(Backends.Report::usable)
                .map(Backends.Report::name)
                .toList();
    }

    /** One sentence for each that stays out. */
    List<String> absences() {
        List<String> absences = new ArrayList<>();
        for (Backends.Report report : survey) {
            if (report.refusal() != null) {
                absences.add("backend " + report.name() + " is left out: "
                        + report.refusal().getMessage());
            }
        }
        if (!cLoop) {
            absences.add("C is left out: its loops were not built; install gcc and make and build again");
        }
        return absences;
    }
}
