package dev.mortise.testkit.power;

import java.util.Locale;

/** What it came to; counted by the thread that cuts the power alone, while nobody writes. */
final class Losses {

    private final String name;
    private final long seed;
    private final long begun = System.nanoTime();
    int cycles;
    long acknowledged;
    long underWay;
    long generations;
    long swept;
    int lost;
    int torn;
    int notGreater;

    Losses(String name, long seed) {
        this.name = name;
        this.seed = seed;
    }

    @Override
    public String toString() {
        double milliseconds = (System.nanoTime() - begun) / 1e6 / Math.max(1, cycles);
        return String.format(
                Locale.ROOT,
                "POWER %s: %,d cycles, %,d replacements acknowledged, %,d under way, %d lost, %d torn, %,d temps swept,"
                        + " %,d generations, %d of them not greater, seed %d, %.1f ms per cycle",
                name,
                cycles,
                acknowledged,
                underWay,
                lost,
                torn,
                swept,
                generations,
                notGreater,
                seed,
                milliseconds);
    }
}
