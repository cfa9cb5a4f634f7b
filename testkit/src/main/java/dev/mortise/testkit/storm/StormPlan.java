package dev.mortise.testkit.storm;

import dev.mortise.posix.Backends;
import dev.mortise.testkit.Contended;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a storm is to do.
 *
 * @param lock makes the lock under test in each contender: a {@link LockMaker} for all its threads, or a
 *     {@link Contended.Opener} for one; a public class with a public constructor without parameters
 * @param backend the contenders' backend, a name from {@link Backends#names}
 * @param directory where the lock's own, private directory is made
 * @param crew who contends
 * @param time for how long, from the moment when all are ready
 * @param weather what happens to them
 * @param untilViolation whether the storm ends half a second after the first overlap: for a control
 * @param wedgeAfter how long nobody may come in
 */
public record StormPlan(
        Class<?> lock,
        String backend,
        Path directory,
        Crew crew,
        Duration time,
        Weather weather,
        boolean untilViolation,
        Duration wedgeAfter) {

    /**
     * Who contends.
     *
     * @param processes how many at any time
     * @param cPeers how many of them are the C twin, which knows {@link KernelLocks} and {@link RangeLocks}
     * @param threads how many each JVM has; on Java 21 and newer every other one is virtual
     */
    public record Crew(int processes, int cPeers, int threads) {

        /** Checks that it can contend. */
        public Crew {
            if (processes < 2) {
                throw new IllegalArgumentException("contention takes at least 2 processes, not " + processes);
            }
            if (cPeers < 0 || cPeers >= processes) {
                throw new IllegalArgumentException(
                        "of " + processes + " processes 0 to " + (processes - 1) + " can be in C, not " + cPeers);
            }
            if (threads < 1) {
                throw new IllegalArgumentException("a process has at least 1 thread, not " + threads);
            }
        }
    }

    /**
     * What happens to the contenders.
     *
     * @param killsPerSecond how often one of them is killed and replaced
     * @param pausesPerSecond how often one of them is stopped for up to 300 ms
     * @param seed decides whom
     */
    public record Weather(double killsPerSecond, double pausesPerSecond, long seed) {

        /** Checks that it is weather. */
        public Weather {
            requireRate("kills", killsPerSecond);
            requireRate("pauses", pausesPerSecond);
        }

        private static void requireRate(String what, double perSecond) {
            if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
                throw new IllegalArgumentException(what + " per second cannot be " + perSecond);
            }
        }
    }

    /** Checks that it can be carried out. */
    public StormPlan {
        boolean forOneThread = Contended.Opener.class.isAssignableFrom(lock);
        if (!forOneThread && !LockMaker.class.isAssignableFrom(lock)) {
            throw new IllegalArgumentException(lock + " is neither a LockMaker nor a Contended.Opener");
        }
        if (forOneThread && crew.threads > 1) {
            throw new IllegalArgumentException(lock + " is a lock for one thread of each process, not " + crew.threads);
        }
        if (crew.cPeers > 0 && TwinProgram.kind(lock) == null) {
            throw new IllegalArgumentException("the C twin has no lock like " + lock);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a storm takes some time, not " + time);
        }
        if ((crew.processes + (time.toSeconds() + 2) * weather.killsPerSecond) * crew.threads > Referee.MOST_SEATS) {
            throw new IllegalArgumentException(
                    "so many kills in so long a time need more than " + Referee.MOST_SEATS + " seats");
        }
    }

    /**
     * A lock for one thread of each process: eight processes for ten seconds, four kills per second.
     *
     * @param lock opens the lock under test
     * @param backend the contenders' backend
     * @return the plan
     */
    public static StormPlan of(Class<? extends Contended.Opener> lock, String backend) {
        return usual(lock, backend, 1);
    }

    /**
     * A lock for all threads of each process: eight processes of four threads for ten seconds, four kills per second.
     *
     * @param lock makes the lock under test
     * @param backend the contenders' backend
     * @return the plan
     */
    public static StormPlan ofThreads(Class<? extends LockMaker> lock, String backend) {
        return usual(lock, backend, 4);
    }

    private static StormPlan usual(Class<?> lock, String backend, int threads) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        Duration time = Duration.ofSeconds(10);
        Weather weather = new Weather(4, 0, 1);
        return new StormPlan(lock, backend, directory, new Crew(8, 0, threads), time, weather, false, time);
    }

    /**
     * Whether there are peers in C: not where they were built without a C compiler.
     *
     * @return true if so
     */
    public static boolean isTwinBuilt() {
        return TwinProgram.find() != null;
    }

    /**
     * Elsewhere.
     *
     * @param newDirectory where the lock's own directory is made
     * @return the changed plan
     */
    public StormPlan in(Path newDirectory) {
        return new StormPlan(lock, backend, newDirectory, crew, time, weather, untilViolation, wedgeAfter);
    }

    /**
     * With other contenders.
     *
     * @param newCrew who contends
     * @return the changed plan
     */
    public StormPlan with(Crew newCrew) {
        return new StormPlan(lock, backend, directory, newCrew, time, weather, untilViolation, wedgeAfter);
    }

    /**
     * With more or fewer processes.
     *
     * @param newProcesses how many contend at any time
     * @return the changed plan
     */
    public StormPlan withProcesses(int newProcesses) {
        return with(new Crew(newProcesses, crew.cPeers, crew.threads));
    }

    /**
     * Longer or shorter.
     *
     * @param newTime for how long
     * @return the changed plan
     */
    public StormPlan lasting(Duration newTime) {
        return new StormPlan(lock, backend, directory, crew, newTime, weather, untilViolation, wedgeAfter);
    }

    /**
     * In other weather.
     *
     * @param newWeather what happens to the contenders
     * @return the changed plan
     */
    public StormPlan in(Weather newWeather) {
        return new StormPlan(lock, backend, directory, crew, time, newWeather, untilViolation, wedgeAfter);
    }

    /**
     * With more or fewer kills, and no pauses.
     *
     * @param newKillsPerSecond how often; 0 for never
     * @param newSeed decides whom to kill
     * @return the changed plan
     */
    public StormPlan killing(double newKillsPerSecond, long newSeed) {
        return in(new Weather(newKillsPerSecond, 0, newSeed));
    }

    /**
     * For a lock that is expected to fail: without kills and pauses, since a killed owner would leave a broken lock behind for
     * ever, and only until shortly after the first overlap.
     *
     * @return the changed plan
     */
    public StormPlan asControl() {
        return new StormPlan(lock, backend, directory, crew, time, new Weather(0, 0, seed()), true, wedgeAfter);
    }

    /**
     * With more or less patience.
     *
     * @param newWedgeAfter how long nobody may come in
     * @return the changed plan
     */
    public StormPlan wedgedAfter(Duration newWedgeAfter) {
        return new StormPlan(lock, backend, directory, crew, time, weather, untilViolation, newWedgeAfter);
    }

    int processes() {
        return crew.processes;
    }

    int cPeers() {
        return crew.cPeers;
    }

    int threads() {
        return crew.threads;
    }

    long seed() {
        return weather.seed;
    }

    /** Every thread that can ever contend sits somewhere. */
    int seats() {
        int replacements = (int) Math.ceil((time.toMillis() / 1000.0 + 1) * weather.killsPerSecond);
        return (crew.processes + replacements) * crew.threads;
    }
}
