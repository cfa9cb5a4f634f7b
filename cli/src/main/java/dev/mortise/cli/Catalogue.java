package dev.mortise.cli;

import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.proof.ShippedProtocol;
import dev.mortise.testkit.proof.ShippedProtocols;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code mortise prove} can search, by name. */
final class Catalogue {

    private Catalogue() {}

    static List<Scenario> protocols() {
        return ShippedProtocols.all().stream().map(ShippedProtocol::scenario).toList();
    }

    @Nullable
    static Scenario protocol(String name) {
        return ShippedProtocols.all().stream()
                .filter(protocol -> protocol.name().equals(name))
                .map(ShippedProtocol::scenario)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    static Scenario specimen(String name) {
        return Specimens.all().stream()
                .filter(specimen -> specimen.name().equals(name))
                .map(Specimen::scenario)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    static Scenario named(String name) {
        Scenario protocol = protocol(name);
        return protocol == null ? specimen(name) : protocol;
    }

    static void print(PrintWriter out) {
        out.println("Protocols, which must be clean:");
        for (ShippedProtocol protocol : ShippedProtocols.all()) {
            line(
                    out,
                    protocol.name(),
                    protocol.description() + " (" + protocol.scenario().bounds() + ")");
        }
        out.println();
        out.println("Specimens, which must be caught:");
        for (Specimen specimen : Specimens.all()) {
            line(out, specimen.name(), specimen.source() + " (" + specimen.expected() + ")");
        }
        out.println();
        out.println("States to start from:");
        for (Start start : Start.all()) {
            line(out, start.name(), start.meaning());
        }
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-28s %s", name, text));
    }
}
