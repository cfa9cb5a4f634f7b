package dev.mortise.benchmarks;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import java.nio.file.Path;

/** Tries to take a lock that nobody has: {@code Tries FILE TIMES}. Its last line: how often that failed, and nanoseconds of a try. */
final class Tries {

    private Tries() {}

    /**
     * Tries.
     *
     * @param args see above
     * @throws IOException if it cannot be tried
     */
    public static void main(String[] args) throws IOException {
        KernelLock lock = KernelLock.at(Path.of(args[0]));
        int times = Integer.parseInt(args[1]);
        int failed = 0;
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Hold hold = lock.tryAcquire();
            if (hold == null) {
                failed++;
            } else {
                hold.close();
            }
        }
        Signals.say(failed + " " + (System.nanoTime() - start) / (double) times);
    }
}
