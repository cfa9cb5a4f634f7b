package dev.mortise.testkit.storm;

import java.time.Duration;
import java.util.List;

/**
 * What a storm found.
 *
 * @param perProcess acquisitions of each of the processes that contended at a time, with those that replaced it
 * @param sharedHolds how many of the acquisitions were shared
 * @param givenUp tries that ended without the lock: timeouts, single tries, and futures that were cancelled
 * @param pauses contenders that were stopped for a while
 * @param kills contenders killed
 * @param killsInside how many of them died inside the critical section
 * @param overlaps entries that found a living process inside
 * @param lostUpdates updates that were acknowledged and are not in the counter; with a broken lock and kills the sign may
 *     be negative
 * @param wedges times when nobody came in for too long, and contenders that did not stop
 * @param seconds how long it lasted
 * @param firstOverlapAt after how many seconds the first overlap was seen, or {@code NaN}
 * @param longestWait the longest wait for the lock
 * @param failures contenders that could not be started or ended by themselves
 * @param report what was seen at a wedge, for people; else empty
 */
public record StormResult(
        List<Long> perProcess,
        long sharedHolds,
        long givenUp,
        long pauses,
        long kills,
        long killsInside,
        long overlaps,
        long lostUpdates,
        long wedges,
        double seconds,
        double firstOverlapAt,
        Duration longestWait,
        List<Failure> failures,
        List<String> report) {

    /**
     * A contender that failed.
     *
     * @param exitStatus its exit status, or -1 if it has none
     * @param message what happened and what it said
     */
    public record Failure(int exitStatus, String message) {}

    /** Keeps its own copies. */
    public StormResult {
        perProcess = List.copyOf(perProcess);
        failures = List.copyOf(failures);
        report = List.copyOf(report);
    }

    /**
     * All acquisitions.
     *
     * @return their sum
     */
    public long acquisitions() {
        long sum = 0;
        for (long acquisitions : perProcess) {
            sum += acquisitions;
        }
        return sum;
    }

    /**
     * The rate.
     *
     * @return acquisitions per second
     */
    public double perSecond() {
        return seconds > 0 ? acquisitions() / seconds : 0;
    }

    /**
     * Jain's index of fairness: 1 when all got the same, 1/n when one got all.
     *
     * @return the index, 0 when nobody got anything
     */
    public double jainIndex() {
        double sum = 0;
        double squares = 0;
        for (long acquisitions : perProcess) {
            sum += acquisitions;
            squares += (double) acquisitions * acquisitions;
        }
        return squares > 0 ? sum * sum / (perProcess.size() * squares) : 0;
    }

    /**
     * Whether exclusion was broken.
     *
     * @return true if two were inside at once, or an update was lost
     */
    public boolean isBroken() {
        return overlaps != 0 || lostUpdates != 0;
    }

    /**
     * Whether nothing was found: no overlap, no lost update, no wedge, no failure, and at least one acquisition.
     *
     * @return true if so
     */
    public boolean isClean() {
        return !isBroken() && wedges == 0 && failures.isEmpty() && acquisitions() > 0;
    }
}
