package dev.mortise.benchmarks;

import dev.mortise.owner.LockSurvey;
import dev.mortise.owner.SurveyedLock;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists all locks of the machine, as {@code mortise list} does: {@code Surveyor DIRECTORY TIMES}. Its last line: milliseconds of the first list
 * of a new JVM, of the median of the later half of those that followed, and how many locks under the directory were named.
 */
final class Surveyor {

    private final Posix posix = Backends.best();
    private List<SurveyedLock> last = List.of();

    private Surveyor() {}

    /**
     * Lists.
     *
     * @param args see above
     */
    public static void main(String[] args) {
        Surveyor surveyor = new Surveyor();
        int times = Integer.parseInt(args[1]);
        double first = surveyor.measure();
        List<Double> later = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            later.add(surveyor.measure());
        }
        double median = Spread.of(later.subList(times / 2, times)).median();
        Signals.say(first + " " + median + " " + surveyor.named(args[0]));
    }

    private double measure() {
        long start = System.nanoTime();
        last = LockSurvey.of(posix);
        return (System.nanoTime() - start) / 1e6;
    }

    private long named(String directory) {
        return last.stream()
                .filter(lock ->
                        lock.path().startsWith(directory) && lock.holders().size() == 1)
                .count();
    }
}
