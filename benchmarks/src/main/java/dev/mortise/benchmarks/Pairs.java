package dev.mortise.benchmarks;

import dev.mortise.KernelLock;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Acquisitions with and without what a hold may bring: {@code Pairs DIRECTORY WARM-UP-MILLIS MILLIS}. The kinds take turns of a few
 * milliseconds, so that what disturbs disturbs all. Its last line: nanoseconds of a pair, plain, fenced and described, each on a file of its own.
 */
final class Pairs {

    private static final int BATCH = 1000;

    private final KernelLock lock;
    private final List<Double> nanos = new ArrayList<>();

    private Pairs(KernelLock lock) {
        this.lock = lock;
    }

    /**
     * Measures.
     *
     * @param args see above
     * @throws Exception if a lock fails
     */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (Mortise mortise = Mortise.on(Backends.best())) {
            List<Pairs> kinds = List.of(
                    new Pairs(mortise.kernelLock(directory.resolve("plain"))),
                    new Pairs(mortise.kernelLock(directory.resolve("fenced")).fenced()),
                    new Pairs(mortise.kernelLock(directory.resolve("described")).describedAs("a benchmark")));
            takeTurns(kinds, Long.parseLong(args[1]));
            kinds.forEach(kind -> kind.nanos.clear());
            takeTurns(kinds, Long.parseLong(args[2]));
            Signals.say(kinds.stream().map(Pairs::median).collect(Collectors.joining(" ")));
        }
    }

    private static void takeTurns(List<Pairs> kinds, long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        do {
            for (Pairs kind : kinds) {
                kind.measureBatch();
            }
        } while (System.nanoTime() - end < 0);
    }

    private void measureBatch() throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            lock.acquire().close();
        }
        nanos.add((System.nanoTime() - start) / (double) BATCH);
    }

    private String median() {
        return Double.toString(Spread.of(nanos).median());
    }
}
