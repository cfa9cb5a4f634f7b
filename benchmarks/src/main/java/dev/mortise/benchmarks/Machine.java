package dev.mortise.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where it was measured, and how busy that was. */
final class Machine {

    private final String loadBefore = load();
    private final Accounts before = Accounts.now();

    /** From now on. */
    Machine() throws IOException {}

    List<String> conditions() throws IOException {
        return List.of(
                "Kernel: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                "Processors: " + Runtime.getRuntime().availableProcessors() + model(),
                "Java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "File system: " + Files.getFileStore(LockFile.directory()).type(),
                "Load average: " + loadBefore + " before, " + load() + " after, this included. "
                        + Accounts.now().since(before));
    }

    /** Not every architecture tells it. */
    private static String model() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        }
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
