package dev.mortise.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures and prints a Markdown page: {@code benchmarks/run} starts it.
 *
 * <p>Each round runs every contender once, in a JVM of its own, one after the other; ratios are taken within a round.
 * JMH by itself would run all forks of one contender before the next, and a disturbance would hit one of them alone.
 *
 * <p>Arguments: the page's name, the number of rounds, the folder for JMH's own output and its JSON, and perhaps the page's
 * file. {@code -Dmortise.bench.jdks} lists the JDKs whose start is measured, as a path; this one unless told.
 */
public final class Report {

    private Report() {}

    /**
     * Measures and prints.
     *
     * @param args name, rounds, folder, and perhaps the page's file
     * @throws Exception if a benchmark fails or a file cannot be written
     */
    public static void main(String... args) throws Exception {
        Contenders.requireBackend();
        String page = measured(args[0], Integer.parseInt(args[1]), Files.createDirectories(Path.of(args[2])));
        System.out.print(page);
        if (args.length > 3) {
            Path file = Path.of(args[3]);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page);
        }
    }

    private static String measured(String name, int rounds, Path folder) throws Exception {
        Page page = page(name, folder);
        Machine machine = new Machine();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            page.measure(round);
        }
        return text(page, "benchmarks/run --rounds " + rounds + " " + name, machine.conditions());
    }

    private static Page page(String name, Path folder) throws IOException, InterruptedException {
        if (KernelLockPage.isNamed(name)) {
            return KernelLockPage.of(name, jmh(folder), Pace.chosen(), folder);
        }
        return switch (name) {
            case "flock-pair" -> new FlockPairPage(jmh(folder));
            case "hot-calls" -> new HotCallsPage(jmh(folder));
            case "owners" -> new OwnersPage(Pace.chosen());
            case "first-use" -> FirstUsePage.open(jdks(), new Starter(CLoop.isBuilt()));
            default -> throw new IllegalArgumentException("there is no page " + name);
        };
    }

    private static Jmh jmh(Path folder) {
        return new Jmh(Contenders.here(), folder, Pace.chosen()::of);
    }

    private static List<Jdk> jdks() throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        String homes = System.getProperty("mortise.bench.jdks", System.getProperty("java.home"));
        for (String home : homes.split(File.pathSeparator, -1)) {
            jdks.add(Jdk.at(Path.of(home)));
        }
        return jdks;
    }

    /** The page, and how it came about. */
    static String text(Page page, String command, List<String> machine) {
        List<String> lines = new ArrayList<>(page.lines());
        lines.add("");
        lines.add("## How");
        lines.add("");
        lines.add("- Command: `" + command + "`");
        page.conditions().forEach(condition -> lines.add("- " + condition));
        machine.forEach(condition -> lines.add("- " + condition));
        return String.join("\n", lines) + "\n";
    }
}
