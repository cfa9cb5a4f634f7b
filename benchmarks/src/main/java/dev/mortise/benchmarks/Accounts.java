package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The kernel's accounts of the processors' time since boot, in its ticks: how busy the machine was with something else.
 *
 * <p>The load average cannot tell, for it counts the benchmark itself.
 *
 * @param total of all processors
 * @param busy what was worked
 * @param stolen what the host gave to others
 * @param own what this process worked, and its children that have ended
 */
record Accounts(long total, long busy, long stolen, long own) {

    /** Of the first line of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int KINDS = 8;

    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STEAL = 7;

    /** Of {@code /proc/self/stat}, counted behind the name: utime, stime, cutime, cstime. */
    private static final int UTIME = 11;

    private static final int OWN_KINDS = 4;

    static Accounts now() throws IOException {
        return of(Files.readString(Path.of("/proc/stat")), Files.readString(Path.of("/proc/self/stat")));
    }

    static Accounts of(String machine, String self) {
        long[] kinds = numbers(machine.substring("cpu".length()).strip(), 0, KINDS);
        long total = LongStream.of(kinds).sum();
        long busy = total - kinds[IDLE] - kinds[IOWAIT] - kinds[STEAL];
        String behindName = self.substring(self.lastIndexOf(')') + 1).strip();
        long own = LongStream.of(numbers(behindName, UTIME, OWN_KINDS)).sum();
        return new Accounts(total, busy, kinds[STEAL], own);
    }

    private static long[] numbers(String fields, int from, int count) {
        return Arrays.stream(fields.split("\\s+", from + count + 1))
                .skip(from)
                .limit(count)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** One sentence. */
    String since(Accounts earlier) {
        long others = Math.max(0, busy - earlier.busy - (own - earlier.own));
        return "Meanwhile other programs used " + percent(others, earlier) + " of the processors' time, and "
                + percent(stolen - earlier.stolen, earlier) + " was taken by the host";
    }

    private String percent(long ticks, Accounts earlier) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * ticks / Math.max(1, total - earlier.total));
    }
}
