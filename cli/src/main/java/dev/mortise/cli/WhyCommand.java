package dev.mortise.cli;

import dev.mortise.LockException;
import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.owner.Evidence;
import dev.mortise.owner.Owner;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Posix;
import dev.mortise.posix.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mortise why}: who has a lock, and how we know. */
@Command(
        name = "why",
        description = {
            "Tells who has the lock on a file, since when and what for, who waits, and whether they seem to wait for each other, as far"
                    + " as it can be seen from here, and how we know. The lock is never taken to find out, and nothing is written.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:told, whatever it is",
            "64:wrong usage",
            "66:FILE cannot be looked at",
            "69:no backend can be used, or not the one that --backend names"
        })
final class WhyCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @ParentCommand
    @Nullable
    MortiseCommand parent;

    @Parameters(paramLabel = "FILE", description = "The lock file. Its name may be any bytes, in any locale.")
    String file = "";

    @Option(
            names = "--range",
            paramLabel = "START:LENGTH",
            description = "Ask about the lock on these bytes of FILE, not about that of flock(1).")
    @Nullable
    String range;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    boolean json;

    @Override
    public Integer call() {
        Posix posix = Door.open(parent == null ? null : parent.backend).posix();
        Path path = AbsolutePath.jdk(AbsolutePath.of(posix, Words.bytes(file)));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (Mortise mortise = Mortise.on(posix)) {
            Verdict verdict = lock(mortise, path).verdict();
            if (json) {
                out.println(Json.of(object(path, verdict)));
            } else {
                tell(out, verdict);
            }
            return Exit.OK;
        } catch (LockException e) {
            throw new Refusal(Exit.CANNOT_OPEN, Words.printable(String.valueOf(e.getMessage())));
        }
    }

    private ProcessLock lock(Mortise mortise, Path path) {
        return range == null
                ? mortise.kernelLock(path)
                : Bytes.lock(mortise, path, range, Objects.requireNonNull(spec).commandLine());
    }

    private void tell(PrintWriter out, Verdict verdict) {
        out.println(Words.printable(file) + ": " + word(verdict.state()));
        for (Owner owner : verdict.owners()) {
            out.println("  " + who(owner));
            line(out, "command", owner.command());
            line(out, "for", Printable.of(owner.operation()));
            line(out, "since", owner.since() == null ? "" : String.valueOf(owner.since()));
        }
        if (!verdict.waiters().isEmpty()) {
            out.println("  waiting: " + waiters(verdict.waiters()));
        }
        for (Evidence each : verdict.evidence()) {
            out.println("  seen: " + each.statement());
        }
    }

    private static String waiters(List<Integer> pids) {
        String named = pids.stream()
                .filter(pid -> pid > 0)
                .map(pid -> "pid " + pid)
                .distinct()
                .collect(Collectors.joining(", "));
        long others = pids.stream().filter(pid -> pid <= 0).count();
        String unnamed = others == 0 ? "" : others + " whom the kernel does not name";
        return named + (named.isEmpty() || unnamed.isEmpty() ? "" : ", and ") + unnamed;
    }

    private static void line(PrintWriter out, String title, String text) {
        if (!text.isEmpty()) {
            out.println("    " + title + ": " + text);
        }
    }

    private static String who(Owner owner) {
        String who = owner.pid() > 0 ? "pid " + owner.pid() : "a process that cannot be seen from here";
        return who + " has it " + mode(owner);
    }

    private static String mode(Owner owner) {
        return owner.mode().name().toLowerCase(Locale.ROOT);
    }

    private static String word(dev.mortise.owner.Verdict.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Object> object(Path path, Verdict verdict) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", Printable.of(path.toString()));
        object.put("state", verdict.state().name());
        object.put("owners", verdict.owners().stream().map(WhyCommand::object).toList());
        object.put("waiters", verdict.waiters());
        object.put("evidence", objects(verdict.evidence()));
        return object;
    }

    private static Map<String, @Nullable Object> object(Owner owner) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("pid", owner.pid());
        object.put("command", owner.command());
        object.put("mode", mode(owner));
        object.put("operation", Printable.of(owner.operation()));
        object.put("since", owner.since() == null ? null : String.valueOf(owner.since()));
        object.put("evidence", objects(owner.evidence()));
        return object;
    }

    private static List<Map<String, String>> objects(List<Evidence> evidence) {
        return evidence.stream().map(WhyCommand::object).toList();
    }

    private static Map<String, String> object(Evidence evidence) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("source", evidence.source());
        object.put("statement", evidence.statement());
        return object;
    }
}
