package dev.mortise.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The loop in C, {@code native/bench}: the speed of light for one process.
 *
 * <p>It is called inside the JVM because that is the fair baseline. A process with several threads shares its table of
 * descriptors between them, and the kernel then counts references at every call: C pays for that as well.
 */
final class CLoop {

    private CLoop() {}

    /** Whether it was built; without a C compiler it is left out. */
    static boolean isBuilt() {
        return Files.exists(library());
    }

    /** Loads the library into this JVM. */
    static void load() {
        System.load(library().toString());
    }

    /** The same loop as a program of its own. */
    static Path program() {
        return directory().resolve("flock_loop");
    }

    /** Locks and unlocks so many times; 0 or errno. */
    static native int flockPairs(int fd, int pairs);

    private static Path library() {
        return directory().resolve("libmortise_bench.so");
    }

    /** The build puts it beside the jar, and so beside the folder of classes. */
    private static Path directory() {
        try {
            Path code = Path.of(CLoop.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling("native");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
