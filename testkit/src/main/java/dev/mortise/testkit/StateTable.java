package dev.mortise.testkit;

import java.util.Arrays;

/**
 * The states that were visited, each by the bits of its hash: 48 of them are kept, 12 choose the segment. Two states of one hash
 * would be taken for one; with 60 bits that is a chance of one in a thousand for 48 million states.
 *
 * <p>Ten bytes a place; segments grow by an eighth, one at a time, so that few places are empty and growing needs no second
 * table.
 */
final class StateTable {

    private static final int SEGMENT_BITS = 12;
    private static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int SMALLEST = 8;
    /** Grown when more than this many of a hundred places are taken. */
    private static final int FULL_PERCENT = 85;

    private final Segment[] segments = new Segment[SEGMENTS];
    private int size;

    /** Hash bits of a place and the state's number plus one; 0 marks an empty place. */
    private static final class Segment {
        int[] low = new int[SMALLEST];
        short[] high = new short[SMALLEST];
        int[] ids = new int[SMALLEST];
        int count;

        int find(int lowBits, short highBits) {
            int place = (int) (((lowBits & 0xFFFFFFFFL) * ids.length) >>> Integer.SIZE);
            while (ids[place] != 0 && (low[place] != lowBits || high[place] != highBits)) {
                place = place + 1 == ids.length ? 0 : place + 1;
            }
            return place;
        }

        void put(int place, int lowBits, short highBits, int id) {
            low[place] = lowBits;
            high[place] = highBits;
            ids[place] = id + 1;
            if (++count * 100L > ids.length * (long) FULL_PERCENT) {
                grow();
            }
        }

        private void grow() {
            int[] oldLow = low;
            short[] oldHigh = high;
            int[] oldIds = ids;
            int length = ids.length + Math.max(SMALLEST, ids.length / 8);
            low = new int[length];
            high = new short[length];
            ids = new int[length];
            for (int i = 0; i < oldIds.length; i++) {
                if (oldIds[i] != 0) {
                    int place = find(oldLow[i], oldHigh[i]);
                    low[place] = oldLow[i];
                    high[place] = oldHigh[i];
                    ids[place] = oldIds[i];
                }
            }
        }
    }

    /**
     * Looks a state up, and enters it under the next number if it is new.
     *
     * @return its number if it was known, or -1
     */
    int putIfAbsent(long hash) {
        int chosen = (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
        Segment segment = segments[chosen];
        if (segment == null) {
            segment = new Segment();
            segments[chosen] = segment;
        }
        int lowBits = (int) hash;
        short highBits = (short) (hash >>> Integer.SIZE);
        int place = segment.find(lowBits, highBits);
        if (segment.ids[place] != 0) {
            return segment.ids[place] - 1;
        }
        segment.put(place, lowBits, highBits, size++);
        return -1;
    }

    int size() {
        return size;
    }

    /** What the places take, empty ones included. */
    long bytes() {
        return Arrays.stream(segments)
                .filter(java.util.Objects::nonNull)
                .mapToLong(segment -> (Integer.BYTES * 2L + Short.BYTES) * segment.ids.length)
                .sum();
    }
}
