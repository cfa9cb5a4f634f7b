package dev.mortise.testkit.conductor;

import dev.mortise.posix.Name;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random calls of two to four processes, by a model and by a kernel, until enough were made. Everything depends on the seed, but for which of
 * several who wait is let in first.
 */
final class DifferentialRun {

    private static final int CALLS_OF_A_CASE = 600;
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final Troupe troupe;
    private final Playground playground;
    private final long seed;
    private final int oneKillIn;
    private long calls;
    private long kills;
    private long slept;
    private long reused;
    private double seconds;

    DifferentialRun(Troupe troupe, Playground playground, long seed, int oneKillIn) {
        this.troupe = troupe;
        this.playground = playground;
        this.seed = seed;
        this.oneKillIn = oneKillIn;
    }

    void run(long wanted) throws IOException {
        Random random = new Random(seed);
        long begun = System.nanoTime();
        while (calls < wanted) {
            play(random);
        }
        seconds = (double) (System.nanoTime() - begun) / NANOS;
    }

    private void play(Random random) throws IOException {
        Path play = playground.next();
        Duel duel = new Duel(troupe, Name.pathBytes(play), playground.ways(), false);
        boolean agreed = false;
        try {
            play(random, new Ensemble(duel, 2 + random.nextInt(3)), duel);
            agreed = true;
        } finally {
            calls += duel.calls();
            reused += duel.reused();
            if (agreed) {
                duel.close();
            } else {
                duel.breakOff();
            }
            playground.clear(play);
        }
    }

    private void play(Random random, Ensemble ensemble, Duel duel) {
        RandomCalls next = new RandomCalls(random, ensemble);
        while (duel.calls() < CALLS_OF_A_CASE) {
            List<Integer> awake = ensemble.awake();
            if (awake.isEmpty() || random.nextInt(oneKillIn) == 0) {
                List<Integer> alive = ensemble.alive();
                ensemble.replace(alive.get(random.nextInt(alive.size())));
                kills++;
            } else {
                next.next(awake.get(random.nextInt(awake.size())));
            }
        }
        slept += ensemble.slept();
    }

    long calls() {
        return calls;
    }

    long kills() {
        return kills;
    }

    /** How many calls slept in the kernel. */
    long slept() {
        return slept;
    }

    String line(int disagreements) {
        return String.format(
                Locale.ROOT,
                "CONDUCTOR %,d calls, %d kills, %d slept in the kernel, %d numbers of files used again, %s, seed %d: %d disagreements, %.1f s",
                calls,
                kills,
                slept,
                reused,
                playground.fileSystem(),
                seed,
                disagreements,
                seconds);
    }
}
