package dev.mortise.cli;

import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The signals that this JVM has been sent. It tells nobody which one made it end; but it hands each to a thread that is called after
 * it, and which then waits for the end.
 */
final class Signals {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int HEXADECIMAL = 16;
    private static final int LAST = 31;

    private static final Map<String, Integer> HANDLERS = Map.of(
            "SIGHUP handler", Posix.SIGHUP,
            "SIGINT handler", Posix.SIGINT,
            "SIGTERM handler", Posix.SIGTERM);

    private Signals() {}

    /** Those that have asked this JVM to end so far, each with the thread that it was handed to. */
    static List<Thread> handlers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> HANDLERS.containsKey(thread.getName()))
                .toList();
    }

    static int of(Thread handler) {
        return HANDLERS.getOrDefault(handler.getName(), Posix.SIGTERM);
    }

    /** Those that this process was told to ignore when it was started, as by {@code nohup} or by {@code &} in a script. */
    static List<Integer> ignored() throws IOException {
        List<String> lines = Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1);
        long mask = lines.stream()
                .filter(line -> line.startsWith(IGNORED))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), HEXADECIMAL))
                .findFirst()
                .orElse(0);
        return IntStream.rangeClosed(1, LAST)
                .filter(signal -> (mask >> (signal - 1) & 1) != 0)
                .boxed()
                .toList();
    }
}
