package dev.mortise.cli;

import dev.mortise.owner.KernelLocks.Entry;
import dev.mortise.owner.Label;
import dev.mortise.owner.LockSurvey;
import dev.mortise.owner.SurveyedLock;
import dev.mortise.posix.Posix;
import dev.mortise.posix.Printable;
import java.io.PrintWriter;
import java.time.Instant;
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
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mortise list}: all locks of this machine that can be seen. */
@Command(
        name = "list",
        description = {
            "Lists the locks of this machine that can be seen from here, with who has them and who waits: flock, POSIX and OFD locks of"
                    + " any program. Those of other pid namespaces do not show, and those of other users' descriptors only to root.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:told", "64:wrong usage", "69:no backend can be used, or not the one that --backend names"})
final class ListCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @ParentCommand
    @Nullable
    MortiseCommand parent;

    @Option(
            names = "--json",
            description = "Print one JSON object and nothing else; end is null for a lock that goes on without end.")
    boolean json;

    @Override
    public Integer call() {
        Posix posix = Door.open(parent == null ? null : parent.backend).posix();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<SurveyedLock> locks = LockSurvey.of(posix);
        if (json) {
            out.println(Json.of(
                    Map.of("locks", locks.stream().map(ListCommand::object).toList())));
        } else if (locks.isEmpty()) {
            out.println("no locks can be seen from here");
        } else {
            out.println(locks.stream().map(ListCommand::line).collect(Collectors.joining(System.lineSeparator())));
        }
        return Exit.OK;
    }

    private static String line(SurveyedLock lock) {
        Entry entry = lock.lock();
        String file = lock.path().isEmpty() ? "inode " + entry.inode() : Printable.of(lock.path());
        String waiters = lock.waiters().isEmpty() ? "" : ", " + lock.waiters().size() + " waiting";
        return word(entry.kind()) + " " + word(entry.mode()) + " " + file + (lock.isDeleted() ? " (deleted)" : "")
                + words(entry) + ": " + holders(lock) + purpose(lock.label()) + waiters;
    }

    private static String holders(SurveyedLock lock) {
        return lock.holders().isEmpty()
                ? "a process that cannot be seen from here"
                : lock.holders().stream().map(pid -> "pid " + pid).collect(Collectors.joining(", "));
    }

    private static String purpose(@Nullable Label label) {
        return label == null ? "" : " for '" + Printable.of(label.purpose().operation()) + "' since " + since(label);
    }

    private static String words(Entry entry) {
        boolean whole = entry.start() == 0 && entry.end() == Long.MAX_VALUE;
        String end = entry.end() == Long.MAX_VALUE ? "end" : Long.toString(entry.end());
        return whole ? "" : " [" + entry.start() + ".." + end + "]";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> object(SurveyedLock lock) {
        Entry entry = lock.lock();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("path", lock.path().isEmpty() ? null : Printable.of(lock.path()));
        object.put("dev", entry.device());
        object.put("ino", entry.inode());
        object.put("kind", word(entry.kind()));
        object.put("mode", word(entry.mode()));
        object.put("range", range(entry));
        object.put("holders", lock.holders());
        object.put("waiters", lock.waiters());
        object.put("deletedInode", lock.isDeleted());
        object.put("label", lock.label() == null ? null : object(lock.label()));
        return object;
    }

    private static Map<String, @Nullable Object> range(Entry entry) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("start", entry.start());
        object.put("end", entry.end() == Long.MAX_VALUE ? null : entry.end());
        return object;
    }

    private static Map<String, Object> object(Label label) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("operation", Printable.of(label.purpose().operation()));
        object.put("version", Printable.of(label.purpose().version()));
        object.put("pid", label.process().pid());
        object.put("since", since(label));
        object.put("token", label.token());
        return object;
    }

    private static String since(Label label) {
        return String.valueOf(Instant.ofEpochSecond(0, label.created().realtimeNanos()));
    }
}
