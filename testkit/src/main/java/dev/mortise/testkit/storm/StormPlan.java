package dev.mortise.testkit.storm;

import dev.mortise.posix.Backends;
import dev.mortise.testkit.Contended;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a storm is to do.
 *
 * @param lock opens the lock under test in each contender: a public class with a public constructor without parameters
 * @param backend the contenders' backend, a name from {@link Backends#names}
 * @param directory where the lock's own, private directory is made
 * @param processes how many contend at any time
 * @param time for how long, from the moment when all are ready
 * @param killsPerSecond how often one of them is killed and replaced
 * @param seed decides whom to kill
 * @param untilViolation whether the storm ends half a second after the first overlap: for a control
 * @param wedgeAfter how long nobody may come in
 */
public record StormPlan(
        Class<? extends Contended.Opener> lock,
        String backend,
        Path directory,
        int processes,
        Duration time,
        double killsPerSecond,
        long seed,
        boolean untilViolation,
        Duration wedgeAfter) {

    /** Checks that it can be carried out. */
    public StormPlan {
        if (processes < 2) {
            throw new IllegalArgumentException("contention takes at least 2 processes, not " + processes);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a storm takes some time, not " + time);
        }
        if (!(killsPerSecond >= 0) || Double.isInfinite(killsPerSecond)) {
            throw new IllegalArgumentException("kills per second cannot be " + killsPerSecond);
        }
        if (processes + time.toSeconds() * killsPerSecond > Referee.MOST_SEATS - 2) {
            throw new IllegalArgumentException(
                    "so many kills in so long a time need more than " + Referee.MOST_SEATS + " seats");
        }
    }

    /**
     * Eight processes for ten seconds, four kills per second.
     *
     * @param lock opens the lock under test
     * @param backend the contenders' backend
     * @return the plan
     */
    public static StormPlan of(Class<? extends Contended.Opener> lock, String backend) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        return new StormPlan(lock, backend, directory, 8, Duration.ofSeconds(10), 4, 1, false, Duration.ofSeconds(10));
    }

    /**
     * Elsewhere.
     *
     * @param newDirectory where the lock's own directory is made
     * @return the changed plan
     */
    public StormPlan in(Path newDirectory) {
        return new StormPlan(
                lock, backend, newDirectory, processes, time, killsPerSecond, seed, untilViolation, wedgeAfter);
    }

    /**
     * With more or fewer processes.
     *
     * @param newProcesses how many contend at any time
     * @return the changed plan
     */
    public StormPlan withProcesses(int newProcesses) {
        return new StormPlan(
                lock, backend, directory, newProcesses, time, killsPerSecond, seed, untilViolation, wedgeAfter);
    }

    /**
     * Longer or shorter.
     *
     * @param newTime for how long
     * @return the changed plan
     */
    public StormPlan lasting(Duration newTime) {
        return new StormPlan(
                lock, backend, directory, processes, newTime, killsPerSecond, seed, untilViolation, wedgeAfter);
    }

    /**
     * With more or fewer kills.
     *
     * @param newKillsPerSecond how often; 0 for never
     * @param newSeed decides whom to kill
     * @return the changed plan
     */
    public StormPlan killing(double newKillsPerSecond, long newSeed) {
        return new StormPlan(
                lock, backend, directory, processes, time, newKillsPerSecond, newSeed, untilViolation, wedgeAfter);
    }

    /**
     * For a lock that is expected to fail: without kills, since a killed owner would leave a broken lock behind for ever,
     * and only until shortly after the first overlap.
     *
     * @return the changed plan
     */
    public StormPlan asControl() {
        return new StormPlan(lock, backend, directory, processes, time, 0, seed, true, wedgeAfter);
    }

    /**
     * With more or less patience.
     *
     * @param newWedgeAfter how long nobody may come in
     * @return the changed plan
     */
    public StormPlan wedgedAfter(Duration newWedgeAfter) {
        return new StormPlan(
                lock, backend, directory, processes, time, killsPerSecond, seed, untilViolation, newWedgeAfter);
    }

    /** Every contender that can ever be started sits somewhere. */
    int seats() {
        return processes + (int) Math.ceil((time.toMillis() / 1000.0 + 1) * killsPerSecond);
    }
}
