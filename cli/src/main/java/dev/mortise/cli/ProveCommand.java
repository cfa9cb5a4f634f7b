package dev.mortise.cli;

import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Bounds;
import dev.mortise.testkit.KernelReplay;
import dev.mortise.testkit.LimitReachedException;
import dev.mortise.testkit.Limits;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.UnfitProtocolException;
import dev.mortise.testkit.UnreproducibleException;
import dev.mortise.testkit.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mortise prove}: every interleaving of the shipped protocol code, or of a specimen, on a simulated kernel. */
@Command(
        name = "prove",
        description = {
            "Runs the shipped protocol code through every interleaving of its system calls on a simulated kernel, with"
                    + " processes killed before any of them. Without a name: every protocol.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exhausted and clean; a replay: not reproduced",
            "3:a law is broken; a replay: reproduced, on a kernel by real processes",
            "4:not exhausted, as every hunt that finds nothing: nothing is proven",
            "64:wrong usage, such as a schedule with a step that cannot be taken",
            "66, 74:the page cannot be written",
            "69:a schedule that a real kernel cannot be told, or that this one does not follow",
            "70:the code under test cannot be explored, a kernel that differs from its model, or an internal error"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise prove flock --processes 3 --rounds 4 --crashes 2",
            "  mortise prove --specimen rename-then-unlink",
            "  mortise prove flock --processes 2 --rounds 1 --crashes 0 --faults 2",
            "  mortise prove --power-loss",
            "  mortise prove flock --processes 5 --hunt 60 --seed 7",
            "  mortise prove --specimen rename-then-unlink --html broken.html",
            "  mortise prove --on-kernel /dev/shm --replay 'v1 check-then-create 2x1 absent:",
            "      A1 B1 A2 A3 B2 B3'"
        })
final class ProveCommand implements Callable<Integer> {

    private static final long MOST_SECONDS = 86_400;
    private static final long MEBI = 1 << 20;
    private static final List<String> OF_A_SEARCH = List.of(
            "--processes",
            "--rounds",
            "--crashes",
            "--faults",
            "--power-loss",
            "--start",
            "--pid-reuse",
            "--inode-reuse",
            "--zombies");

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "PROTOCOL", arity = "0..*", description = "What to prove; --list names them.")
    List<String> protocols = new ArrayList<>();

    @Option(names = "--processes", paramLabel = "N", description = "How many contend, 1 to 6. Default: as --list says.")
    @Nullable
    Integer processes;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each takes and leaves, 1 to 99.")
    @Nullable
    Integer rounds;

    @Option(names = "--crashes", paramLabel = "N", description = "How many may be killed, 0 to 15.")
    @Nullable
    Integer crashes;

    @Option(
            names = "--faults",
            paramLabel = "N",
            description = "How many of the contenders' calls may fail, 0 to 3, each once or from then on.")
    @Nullable
    Integer faults;

    @Option(
            names = "--power-loss",
            description = "Only protocols and specimens in which the power is cut: without a name, all of these.")
    boolean powerLoss;

    @Option(names = "--pid-reuse", description = "A new process may get the number of one that is gone.")
    boolean pidReuse;

    @Option(names = "--inode-reuse", description = "A new file may get the inode number of one that is gone.")
    boolean inodeReuse;

    @Option(names = "--zombies", description = "A process that ended may stay in the process table for a while.")
    boolean zombies;

    @Option(
            names = "--start",
            paramLabel = "STATE",
            description = "What lies on the disk at first: absent, empty, dead or torn.")
    @Nullable
    String start;

    @Option(names = "--specimen", paramLabel = "NAME", description = "Search a broken lock instead; --list names them.")
    @Nullable
    String specimen;

    @Option(
            names = "--replay",
            paramLabel = "STRING",
            description = "Play one schedule, as a violation prints it, and nothing else.")
    @Nullable
    String replay;

    @Option(
            names = "--on-kernel",
            paramLabel = "DIR",
            description =
                    "Play the schedule of --replay with real processes as well, call for call, in a new directory below DIR"
                            + " that is removed afterwards.")
    @Nullable
    Path onKernel;

    @Option(names = "--hunt", paramLabel = "SECONDS", description = "Walk at random instead, for so long.")
    @Nullable
    Long hunt;

    @Option(names = "--seed", paramLabel = "N", description = "Makes a hunt repeatable. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(names = "--time", paramLabel = "SECONDS", description = "Give up after so long: not exhausted.")
    @Nullable
    Long time;

    @Option(names = "--memory", paramLabel = "MIB", description = "Give up above so much memory: not exhausted.")
    @Nullable
    Long memory;

    @Option(names = "--list", description = "Name the protocols, the specimens and the states to start from.")
    boolean list;

    @Option(names = "--json", description = "Print one JSON object for each search and nothing else.")
    boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "If a law is broken, draw it as a page for a browser, which needs nothing else.")
    @Nullable
    String html;

    @Override
    public Integer call() throws IOException {
        checkWords();
        if (list) {
            Catalogue.print(out());
            return Exit.OK;
        }
        try {
            return replay != null ? replay(replay) : search();
        } catch (LimitReachedException e) {
            throw new Refusal(Exit.NOT_EXHAUSTED, String.valueOf(e.getMessage()));
        } catch (UnfitProtocolException e) {
            throw new Refusal(Exit.INTERNAL, String.valueOf(e.getMessage()));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Searching
    // ---------------------------------------------------------------------------------------------------------------

    private int search() {
        int worst = Exit.OK;
        List<Scenario> searches = chosen();
        usage(html == null || searches.size() == 1, "--html is for one search: name one protocol or specimen");
        HtmlFile page = page();
        for (Scenario chosen : searches) {
            Scenario scenario = adjusted(chosen);
            ProveDisplay display = new ProveDisplay(json ? null : out(), Terminal.canRedraw(), scenario, hunt != null);
            Proof proof = hunt == null
                    ? scenario.exhaust(limits(), display)
                    : scenario.hunt(seed, Duration.ofSeconds(hunt), Long.MAX_VALUE, display);
            display.end();
            report(scenario, proof);
            write(page, proof.violation());
            worst = worse(worst, exitCode(proof));
        }
        return worst;
    }

    private List<Scenario> chosen() {
        List<Scenario> asked = asked();
        if (!powerLoss) {
            return asked;
        }
        List<Scenario> cut = asked.stream().filter(Scenario::losesPower).toList();
        boolean named = specimen != null || !protocols.isEmpty();
        usage(!named || cut.equals(asked), "the power is cut only where something is to outlast it: " + namesOfCut());
        return cut;
    }

    private List<Scenario> asked() {
        if (specimen != null) {
            usage(protocols.isEmpty(), "a specimen is searched alone: leave '" + first() + "' out");
            return List.of(named(Catalogue.specimen(specimen), "specimen", specimen));
        }
        if (protocols.isEmpty()) {
            return Catalogue.protocols();
        }
        return protocols.stream()
                .map(name -> named(Catalogue.protocol(name), "protocol", name))
                .toList();
    }

    private static String namesOfCut() {
        return Catalogue.protocols().stream()
                .filter(Scenario::losesPower)
                .map(Scenario::name)
                .collect(Collectors.joining(", "));
    }

    private String first() {
        return protocols.isEmpty() ? "" : protocols.get(0);
    }

    private Scenario named(@Nullable Scenario scenario, String kind, String name) {
        usage(scenario != null, "no " + kind + " called '" + name + "'; --list names them");
        return Objects.requireNonNull(scenario);
    }

    private Scenario adjusted(Scenario scenario) {
        Bounds bounds = scenario.bounds();
        Adversary adversary = bounds.adversary();
        Scenario adjusted = scenario.within(bounds(bounds, adversary));
        return start == null ? adjusted : adjusted.startingFrom(state(start, scenario));
    }

    private Bounds bounds(Bounds bounds, Adversary adversary) {
        try {
            return new Bounds(
                    processes == null ? bounds.processes() : processes,
                    rounds == null ? bounds.rounds() : rounds,
                    crashes == null ? bounds.crashes() : crashes,
                    wider(adversary));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Adversary wider(Adversary adversary) {
        return new Adversary(
                inodeReuse || adversary.inodeReuse(),
                pidReuse || adversary.pidReuse(),
                zombies || adversary.zombies(),
                adversary.leaps(),
                faults == null ? adversary.faults() : faults);
    }

    /** One of the common states, or the one that the scenario is made for. */
    private Start state(String name, Scenario scenario) {
        if (scenario.start().name().equals(name)) {
            return scenario.start();
        }
        return Start.all().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        commandSpec().commandLine(),
                        "no state called '" + name + "' to start from; --list names them"));
    }

    private Limits limits() {
        Limits limits = Limits.ofThisJvm();
        if (time != null) {
            limits = limits.time(Duration.ofSeconds(time));
        }
        return memory == null ? limits : limits.bytes(memory * MEBI);
    }

    private static int exitCode(Proof proof) {
        if (proof.violation() != null) {
            return Exit.VIOLATION;
        }
        return proof.isExhausted() ? Exit.OK : Exit.NOT_EXHAUSTED;
    }

    private static int worse(int one, int other) {
        return one == Exit.VIOLATION || other == Exit.VIOLATION ? Exit.VIOLATION : Math.max(one, other);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Replaying
    // ---------------------------------------------------------------------------------------------------------------

    private int replay(String text) throws IOException {
        Schedule schedule = parsed(text);
        Scenario scenario = Catalogue.named(schedule.protocol());
        usage(scenario != null, "no protocol or specimen called '" + schedule.protocol() + "'; --list names them");
        if (onKernel != null) {
            return replayOnKernel(asFound(Objects.requireNonNull(scenario), schedule), schedule, onKernel);
        }
        HtmlFile page = page();
        Violation violation = replayed(asFound(Objects.requireNonNull(scenario), schedule), schedule);
        if (json) {
            out().println(Json.of(ProveReport.replay(schedule, violation)));
        } else {
            ProveReport.replay(out(), schedule, violation);
        }
        write(page, violation);
        return violation == null ? Exit.OK : Exit.VIOLATION;
    }

    private Schedule parsed(String text) {
        try {
            return Schedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Scenario asFound(Scenario scenario, Schedule schedule) {
        try {
            return scenario.within(new Bounds(
                            schedule.processes(), schedule.rounds(), schedule.crashes(), schedule.adversary()))
                    .startingFrom(state(schedule.start(), scenario));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Violation replayed(Scenario scenario, Schedule schedule) {
        try {
            return scenario.replay(schedule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int replayOnKernel(Scenario scenario, Schedule schedule, Path directory) throws IOException {
        requireUsable(directory);
        KernelReplay replay;
        try {
            replay = scenario.replayOnKernel(schedule, directory);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        } catch (UnreproducibleException e) {
            throw new Refusal(Exit.UNSUPPORTED, String.valueOf(e.getMessage()));
        }
        if (json) {
            out().println(Json.of(ProveReport.onKernel(replay)));
        } else {
            ProveReport.onKernel(out(), replay);
        }
        if (replay.disagreement() != null) {
            return Exit.INTERNAL;
        }
        return replay.isReproduced() ? Exit.VIOLATION : Exit.OK;
    }

    private void requireUsable(Path directory) {
        try {
            Directories.requireUsable(directory, "name another one with --on-kernel");
        } catch (Refusal e) {
            throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Words
    // ---------------------------------------------------------------------------------------------------------------

    private void report(Scenario scenario, Proof proof) {
        if (json) {
            out().println(Json.of(ProveReport.json(scenario, proof)));
        } else {
            ProveReport.print(out(), proof);
        }
    }

    private @Nullable HtmlFile page() {
        return html == null ? null : new HtmlFile(html);
    }

    /** What became of it is no part of a JSON object. */
    private void write(@Nullable HtmlFile page, @Nullable Violation violation) {
        if (page != null) {
            PrintWriter to = json ? commandSpec().commandLine().getErr() : out();
            to.println(page.write(violation));
        }
    }

    private void checkWords() {
        checkRange(hunt, MOST_SECONDS, "--hunt takes 1 to " + MOST_SECONDS + " seconds");
        checkRange(time, MOST_SECONDS, "--time takes 1 to " + MOST_SECONDS + " seconds");
        checkRange(memory, Integer.MAX_VALUE, "--memory takes 1 MiB or more");
        usage(onKernel == null || replay != null, "--on-kernel plays one schedule: give it with --replay");
        if (replay != null) {
            usage(protocols.isEmpty() && specimen == null, "a schedule names its protocol itself");
            without("a schedule names its bounds itself", OF_A_SEARCH);
            without("a replay plays one schedule", List.of("--hunt", "--seed", "--time", "--memory"));
        } else if (hunt != null) {
            without("a hunt ends after its own seconds", List.of("--time", "--memory"));
        } else {
            without("only a hunt has a seed", List.of("--seed"));
        }
        usage(html == null || onKernel == null, "what a kernel answered is not drawn: leave '--html' out");
        usage(html == null || !list, "a list is not drawn: leave '--html' out");
    }

    private void without(String because, List<String> options) {
        for (String option : options) {
            boolean given = commandSpec().commandLine().getParseResult().hasMatchedOption(option);
            usage(!given, because + ": leave '" + option + "' out");
        }
    }

    private void checkRange(@Nullable Long value, long most, String otherwise) {
        usage(value == null || (value >= 1 && value <= most), otherwise);
    }

    private void usage(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(commandSpec().commandLine(), otherwise);
        }
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "picocli sets it before call()");
    }
}
