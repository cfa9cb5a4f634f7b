package dev.mortise.benchmarks;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import java.util.ArrayList;
import java.util.List;

/** Who can take part on this machine. */
final class Contenders {

    private Contenders() {}

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
    static String[] backends() {
        List<Backends.Report> reports = Backends.survey();
        return reports.stream()
                .filter(Backends.Report::usable)
                .map(Backends.Report::name)
                .toArray(String[]::new);
    }

    /** One sentence for each that stays out. */
    static List<String> absences() {
        List<String> absences = new ArrayList<>();
        for (Backends.Report report : Backends.survey()) {
            if (report.refusal() != null) {
                absences.add("backend " + report.name() + " is left out: "
                        + report.refusal().getMessage());
            }
        }
        if (!CLoop.isBuilt()) {
            absences.add("the C loop is left out: it was not built; install gcc and make and build again");
        }
        return absences;
    }
}
