package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Python's filelock, which many programs use: it polls. Does what {@link Worker} does. */
final class Filelock {

    private static final String PROGRAM = """
            import sys, time, filelock
            path, hold, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            print("ready", flush=True)
            sys.stdin.read(1)
            visits = inside = longest = 0
            end = time.monotonic_ns() + seconds * 1_000_000_000
            lock = filelock.FileLock(path)
            asked = time.monotonic_ns()
            while asked < end:
                with lock:
                    got = time.monotonic_ns()
                    longest = max(longest, got - asked)
                    while time.monotonic_ns() - got < hold:
                        pass
                    visits += 1
                    inside += time.monotonic_ns() - got
                asked = time.monotonic_ns()
            print(visits, inside, longest)
            """;

    private Filelock() {}

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("python3", "-c", "import filelock")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static List<String> command(Path file, long holdNanos, int seconds) {
        return List.of("python3", "-c", PROGRAM, file.toString(), Long.toString(holdNanos), Integer.toString(seconds));
    }
}
