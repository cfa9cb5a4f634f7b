package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.util.Arrays;

/**
 * The ranges that one owner has locked in one file: sorted, not overlapping, and joined where two of a kind touch. Ends are
 * inclusive; the last byte of every possible file is {@link Long#MAX_VALUE}.
 */
final class RangeLocks {

    static final RangeLocks NONE = new RangeLocks(new long[0], new long[0], new int[0], 0);

    private final long[] starts;
    private final long[] ends;
    private final int[] types;
    private final long hash;

    private RangeLocks(long[] starts, long[] ends, int[] types, int count) {
        this.starts = Arrays.copyOf(starts, count);
        this.ends = Arrays.copyOf(ends, count);
        this.types = Arrays.copyOf(types, count);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Mix.of(Mix.of(starts[i], ends[i]), types[i]);
        }
        this.hash = sum;
    }

    boolean isEmpty() {
        return starts.length == 0;
    }

    long hash() {
        return hash;
    }

    long start(int index) {
        return starts[index];
    }

    long end(int index) {
        return ends[index];
    }

    int type(int index) {
        return types[index];
    }

    /** The first of these that keeps another owner from such a lock, or -1. */
    int conflict(int type, long start, long end) {
        return conflict(0, type, start, end);
    }

    /** The first of these from an index on. */
    int conflict(int from, int type, long start, long end) {
        for (int i = from; i < starts.length; i++) {
            boolean overlaps = starts[i] <= end && start <= ends[i];
            if (overlaps && (type == Posix.F_WRLCK || types[i] == Posix.F_WRLCK)) {
                return i;
            }
        }
        return -1;
    }

    /** With this range locked in this way, or unlocked, whatever it was before. */
    RangeLocks with(int type, long start, long end) {
        Builder result = new Builder(starts.length + 2);
        int i = 0;
        for (; i < starts.length && ends[i] < start; i++) {
            result.add(types[i], starts[i], ends[i]);
        }
        if (i < starts.length && starts[i] < start) {
            result.add(types[i], starts[i], start - 1);
        }
        if (type != Posix.F_UNLCK) {
            result.add(type, start, end);
        }
        for (; i < starts.length; i++) {
            if (ends[i] > end) {
                result.add(types[i], starts[i] > end ? starts[i] : end + 1, ends[i]);
            }
        }
        return result.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeLocks that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(ends, that.ends)
                && Arrays.equals(types, that.types);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    /** Such as {@code EX[0,9] SH[20,]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < starts.length; i++) {
            text.append(i == 0 ? "" : " ").append(types[i] == Posix.F_WRLCK ? "EX[" : "SH[");
            text.append(starts[i])
                    .append(',')
                    .append(ends[i] == Long.MAX_VALUE ? "" : ends[i])
                    .append(']');
        }
        return text.toString();
    }

    /** Takes ranges in their order and joins what touches. */
    private static final class Builder {

        private final long[] starts;
        private final long[] ends;
        private final int[] types;
        private int count;

        Builder(int most) {
            starts = new long[most];
            ends = new long[most];
            types = new int[most];
        }

        void add(int type, long start, long end) {
            int last = count - 1;
            if (last >= 0 && types[last] == type && ends[last] + 1 == start) {
                ends[last] = end;
                return;
            }
            starts[count] = start;
            ends[count] = end;
            types[count] = type;
            count++;
        }

        RangeLocks build() {
            return count == 0 ? NONE : new RangeLocks(starts, ends, types, count);
        }
    }
}
