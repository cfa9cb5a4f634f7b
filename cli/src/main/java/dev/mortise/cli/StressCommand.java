package dev.mortise.cli;

import dev.mortise.posix.FileSystemKind;
import dev.mortise.testkit.specimen.CheckThenCreate;
import dev.mortise.testkit.storm.KernelLocks;
import dev.mortise.testkit.storm.LockMaker;
import dev.mortise.testkit.storm.RangeLocks;
import dev.mortise.testkit.storm.Storm;
import dev.mortise.testkit.storm.StormListener;
import dev.mortise.testkit.storm.StormPlan;
import dev.mortise.testkit.storm.StormResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mortise stress}: a storm on a lock that ships, then one on a lock that must be caught. */
@Command(
        name = "stress",
        description = {
            "Real processes contend for one lock, wait in every way, and are killed and stopped; a referee in shared memory"
                    + " counts overlaps, lost updates and wedges. Then a broken lock, which must be caught.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = MortiseCommand.Version.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Exit.USAGE,
        exitCodeOnExecutionException = Exit.INTERNAL)
final class StressCommand implements Callable<Integer> {

    private static final Map<String, Class<? extends LockMaker>> LOCKS =
            Map.of("kernel", KernelLocks.class, "range", RangeLocks.class);

    private static final int MOST_PROCESSES = 256;
    private static final int MOST_THREADS = 256;
    private static final int PROCESSES_PER_C_PEER = 4;
    private static final long MOST_SECONDS = 86_400;
    private static final int MOST_PER_SECOND = 100;
    private static final int CONTROL_PROCESSES = 4;
    private static final Duration CONTROL_TIME = Duration.ofSeconds(5);

    @Spec
    @Nullable
    CommandSpec spec;

    @ParentCommand
    @Nullable
    MortiseCommand parent;

    @Option(
            names = "--lock",
            paramLabel = "KIND",
            description = "For what: kernel, the lock on a whole file, or range. Default: ${DEFAULT-VALUE}.")
    String lock = "kernel";

    @Option(names = "--processes", paramLabel = "N", description = "How many contend. Default: ${DEFAULT-VALUE}.")
    int processes = 8;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of each JVM; on Java 21 and newer every other one is virtual. Default: ${DEFAULT-VALUE}.")
    int threads = 4;

    @Option(
            names = "--c-peers",
            paramLabel = "N",
            description = "How many of the processes are the same lock in C. Default: every fourth.")
    @Nullable
    Integer cPeers;

    @Option(names = "--seconds", paramLabel = "N", description = "For how long. Default: ${DEFAULT-VALUE}.")
    long seconds = 10;

    @Option(
            names = "--kill-rate",
            paramLabel = "P",
            description = "Kills per second; each victim is replaced. 0 for none. Default: ${DEFAULT-VALUE}.")
    double killRate = 2;

    @Option(
            names = "--pause-rate",
            paramLabel = "P",
            description = "Pauses per second: one is stopped for up to 300 ms. 0 for none. Default: ${DEFAULT-VALUE}.")
    double pauseRate = 2;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Decides whom to kill and stop. Default: random, and printed.")
    @Nullable
    Long seed;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the lock file lies. Default: the temporary directory.")
    @Nullable
    Path directory;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path place = directory == null ? temporary : directory;
        Directories.requireUsable(place, "name another one with --dir");
        Directories.requireUsable(temporary, "name another one with MORTISE_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        Door door = Door.open(parent == null ? null : parent.backend);
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        StormPlan plan = StormPlan.ofThreads(maker(), door.name())
                .in(place)
                .with(new StormPlan.Crew(processes, peers(), threads))
                .lasting(Duration.ofSeconds(seconds))
                .in(new StormPlan.Weather(killRate, pauseRate, chosen));
        Map<String, String> circumstances = circumstances(door, place, chosen);
        return json ? runSilently(plan, circumstances) : run(plan, circumstances);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The two ways to run
    // ---------------------------------------------------------------------------------------------------------------

    private int run(StormPlan plan, Map<String, String> circumstances) throws IOException, InterruptedException {
        PrintWriter out = commandSpec().commandLine().getOut();
        PrintWriter err = commandSpec().commandLine().getErr();
        StressReport.head(out, title(), forPeople(circumstances));
        StressDisplay display = new StressDisplay(out, Terminal.canRedraw());
        StormResult storm = new Storm(plan).run(display);
        display.end();
        StressReport.table(out, storm);
        StressReport.findings(err, storm);
        StormResult control = null;
        if (storm.failures().isEmpty()) {
            out.print("  control: check-then-create, a broken lock that must be caught ... ");
            out.flush();
            control = new Storm(control(plan)).run(new StressDisplay.Quiet(out));
            out.println(StressReport.caught(control));
            out.println();
            StressReport.findings(err, control);
        }
        Verdict verdict = Verdict.of(storm, control);
        out.println(verdict.sentence());
        return verdict.exitCode();
    }

    private int runSilently(StormPlan plan, Map<String, String> circumstances)
            throws IOException, InterruptedException {
        PrintWriter err = commandSpec().commandLine().getErr();
        StormResult storm = new Storm(plan).run(StormListener.NONE);
        StressReport.findings(err, storm);
        StormResult control = storm.failures().isEmpty() ? new Storm(control(plan)).run(StormListener.NONE) : null;
        Verdict verdict = Verdict.of(storm, control);
        commandSpec().commandLine().getOut().println(StressReport.json(circumstances, verdict, storm, control));
        return verdict.exitCode();
    }

    private static StormPlan control(StormPlan plan) {
        return StormPlan.of(CheckThenCreate.Opener.class, plan.backend())
                .in(plan.directory())
                .withProcesses(CONTROL_PROCESSES)
                .lasting(CONTROL_TIME)
                .in(plan.weather())
                .asControl();
    }

    private Class<? extends LockMaker> maker() {
        return Objects.requireNonNull(LOCKS.get(lock), "checked before");
    }

    private int wantedPeers() {
        return cPeers == null ? processes / PROCESSES_PER_C_PEER : cPeers;
    }

    /** Without them the JVMs go on alone. */
    private int peers() {
        return StormPlan.isTwinBuilt() ? wantedPeers() : 0;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What is said about it
    // ---------------------------------------------------------------------------------------------------------------

    private String title() {
        return "mortise stress: " + crew() + " contend for one " + lock + " lock for " + seconds + " s, "
                + rate(killRate, "killed", "kills") + ", " + rate(pauseRate, "stopped", "pauses");
    }

    private String crew() {
        String jvms = Count.of(processes - peers(), "JVM") + " of " + Count.of(threads, "thread");
        return peers() == 0 ? jvms : jvms + " and " + Count.of(peers(), "process", "processes") + " in C";
    }

    private static String rate(double perSecond, String done, String noun) {
        return perSecond == 0 ? "none is " + done : plain(perSecond) + " " + noun + " per second";
    }

    private Map<String, String> circumstances(Door door, Path place, long chosenSeed) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("kernel", Host.kernel(door.posix()));
        map.put("java", Host.jdk());
        map.put("backend", door.name());
        map.put("directory", place.toAbsolutePath().normalize().toString());
        map.put("fileSystem", FileSystemKind.nameOf(door.posix(), place));
        map.put("lock", lock);
        map.put("contenders", crew());
        if (peers() < wantedPeers()) {
            map.put("left out", "the peers in C were not built: install gcc and make and build again");
        }
        map.put("seed", Long.toString(chosenSeed));
        map.put("repeat", repeat(door, chosenSeed));
        return map;
    }

    /** The same on fewer lines. */
    private static Map<String, String> forPeople(Map<String, String> circumstances) {
        Map<String, String> map = new LinkedHashMap<>(circumstances);
        map.merge("directory", " (" + map.remove("fileSystem") + ")", String::concat);
        return map;
    }

    private String repeat(Door door, long chosenSeed) {
        String line = "mortise --backend " + door.name() + " stress --lock " + lock + " --processes " + processes
                + " --threads " + threads + " --c-peers " + peers() + " --seconds " + seconds + " --kill-rate "
                + plain(killRate) + " --pause-rate " + plain(pauseRate) + " --seed " + chosenSeed;
        return directory == null ? line : line + " --dir '" + directory + "'";
    }

    private static String plain(double number) {
        boolean whole = number == Math.rint(number);
        return whole ? Long.toString((long) number) : String.format(Locale.ROOT, "%s", number);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Bad input
    // ---------------------------------------------------------------------------------------------------------------

    private void check() {
        require(LOCKS.containsKey(lock), "--lock is kernel or range, not '" + lock + "'");
        require(
                processes >= 2 && processes <= MOST_PROCESSES,
                "--processes takes 2 to " + MOST_PROCESSES + ", not " + processes);
        require(threads >= 1 && threads <= MOST_THREADS, "--threads takes 1 to " + MOST_THREADS + ", not " + threads);
        require(
                wantedPeers() >= 0 && wantedPeers() < processes,
                "--c-peers takes 0 to " + (processes - 1) + " of " + processes + " processes, not " + wantedPeers());
        require(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds takes 1 to " + MOST_SECONDS + ", not " + seconds);
        require(
                killRate >= 0 && killRate <= MOST_PER_SECOND,
                "--kill-rate takes 0 to " + MOST_PER_SECOND + " kills per second, not " + plain(killRate));
        require(
                pauseRate >= 0 && pauseRate <= MOST_PER_SECOND,
                "--pause-rate takes 0 to " + MOST_PER_SECOND + " pauses per second, not " + plain(pauseRate));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(commandSpec().commandLine(), otherwise);
        }
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "picocli sets it before call()");
    }
}
