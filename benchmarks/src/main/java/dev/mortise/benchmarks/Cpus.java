package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The processors of this machine that this process may use. */
final class Cpus {

    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final int FIELDS_BEFORE_USER_TIME = 11;
    private static final double MILLIS_PER_TICK = 10;

    private Cpus() {}

    static List<Integer> allowed() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            String list = lines.filter(line -> line.startsWith(ALLOWED))
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/self/status does not tell the processors"));
            return parse(list.substring(ALLOWED.length()).strip());
        }
    }

    /** As the kernel writes it: {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> cpus = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String[] ends = part.split("-", -1);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(cpus::add);
        }
        return cpus;
    }

    static boolean canPin() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "taskset"))) {
                return true;
            }
        }
        return false;
    }

    /** The beginning of a command line. */
    static List<String> pinned(int cpu) {
        return new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
    }

    /** What a process has used, in user mode and in the kernel. */
    static double cpuMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return MILLIS_PER_TICK
                * (Long.parseLong(fields[FIELDS_BEFORE_USER_TIME])
                        + Long.parseLong(fields[FIELDS_BEFORE_USER_TIME + 1]));
    }
}
