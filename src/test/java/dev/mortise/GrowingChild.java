package dev.mortise;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Acquires and closes in a JVM of its own, {@code BACKEND KIND DIRECTORY CYCLES}: mostly one lock that stays open, and now and then one
 * of many that do not. Says what the process has after a quarter of the cycles, and at the end: lock files, other files, threads, locks,
 * and kilobytes of memory.
 */
final class GrowingChild {

    private static final int FILES = 1024;
    private static final int RARELY = 16;

    private final Mortise mortise;
    private final Kind kind;
    private final Path directory;

    private GrowingChild(Mortise mortise, Kind kind, Path directory) {
        this.mortise = mortise;
        this.kind = kind;
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        GrowingChild child =
                new GrowingChild(Mortise.on(Backends.named(args[0])), Kind.valueOf(args[1]), Path.of(args[2]));
        int cycles = Integer.parseInt(args[3]);
        child.cycle(cycles / 4);
        System.out.println(child.possessions());
        child.cycle(cycles);
        System.out.println(child.possessions());
    }

    private void cycle(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            String name = i % RARELY == 0 ? "lock" + i / RARELY % FILES : "lock";
            kind.lock(mortise, directory.resolve(name), i % 2 == 0).acquire().close();
        }
    }

    private String possessions() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        int mine = OpenFiles.in(directory);
        return String.join(
                " ",
                Integer.toString(mine),
                Integer.toString(OpenFiles.in(Path.of("/")) - mine),
                number("Threads:", status),
                locks(),
                number("VmRSS:", status));
    }

    private static String number(String title, List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(title))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String locks() throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        return Long.toString(Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> List.of(line.split(" +")).contains(self))
                .count());
    }
}
