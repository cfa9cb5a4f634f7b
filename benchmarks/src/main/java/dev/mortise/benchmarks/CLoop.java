package dev.mortise.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The loops in C, {@code native/bench}: the speed of light for one process.
 *
 * <p>It is called inside the JVM because that is the fair baseline. A process with several threads shares its table of
 * descriptors between them, and the kernel then counts references at every call: C pays for that as well.
 */
final class CLoop {

    private CLoop() {}

    /** Whether they were built; without a C compiler they are left out. */
    static boolean isBuilt() {
        return Files.exists(library());
    }

    /** Loads the library into this JVM. */
    static void load() {
        System.load(library().toString());
    }

    /** The loop of {@code flock} as a program of its own. */
    static Path flockProgram() {
        return directory().resolve("flock_loop");
    }

    /** Runs another program and tells what CPU time it took. */
    static Path cpuTimeProgram() {
        return directory().resolve("cpu_time");
    }

    // Each makes its call, or its pair of calls, so many times and answers 0 or errno. Names are NUL-terminated.

    static native int flockPairs(int fd, int count);

    static native int ofdLockPairs(int fd, int count);

    static native int ofdProbes(int fd, int count);

    static native int fstats(int fd, int count);

    static native int statxs(int dirfd, byte[] name, int count);

    static native int preads(int fd, int length, int count);

    static native int pwrites(int fd, int length, int count);

    static native int monotonicClocks(int count);

    static native int bootClocks(int count);

    static native int realtimeClocks(int count);

    static native int getpids(int count);

    static native int openClosePairs(int dirfd, byte[] name, int count);

    private static Path library() {
        return directory().resolve("libmortise_bench.so");
    }

    /** The build puts it beside the jar, and so beside the folder of classes. */
    static Path directory() {
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
