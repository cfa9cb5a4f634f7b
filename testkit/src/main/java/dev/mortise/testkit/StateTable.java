package dev.mortise.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The states that were visited, each by the bits of its hash: 48 of them are kept, 12 choose the segment. Two states of one hash
 * would be taken for one; with 60 bits that is a chance of one in a thousand for 48 million states.
 *
 * <p>Ten bytes a place, next to each other, so that a look costs one way to the memory and seldom two; segments grow by a twelfth, one
 * at a time, so that few places are empty and growing needs no second table.
 *
 * <pre>
 *   place: 48 bits of the hash, never all zero · 32 bits of the state's number · all zero if it is empty
 * </pre>
 */
final class StateTable {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int SEGMENT_BITS = 12;
    private static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int KEPT_BITS = 48;
    private static final long KEPT = (1L << KEPT_BITS) - 1;
    private static final int PLACE = 10;
    private static final int SMALLEST = 8;
    /** Grown when more than this many of a hundred places are taken. */
    private static final int FULL_PERCENT = 88;

    private final byte[][] segments = new byte[SEGMENTS][];
    private final int[] places = new int[SEGMENTS];
    private final int[] taken = new int[SEGMENTS];
    private int size;

    StateTable() {
        Arrays.fill(segments, new byte[0]);
    }

    private static int segment(long hash) {
        return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
    }

    /** What is kept of a hash. */
    private static long key(long hash) {
        long key = hash & KEPT;
        return key == 0 ? 1 : key;
    }

    /** Where the search for a key begins, in bytes. */
    private static int home(long key, int places) {
        long share = (key >>> (KEPT_BITS - Integer.SIZE)) * places;
        return (int) (share >>> Integer.SIZE) * PLACE;
    }

    /**
     * Goes to the memory for what a look at a state will need. Several go together, where several looks would wait for each other;
     * that it checks what it finds there keeps it from being optimised away.
     */
    void fetch(long hash) {
        int chosen = segment(hash);
        if (taken[chosen] > 0) {
            long here = (long) LONGS.get(segments[chosen], home(key(hash), places[chosen]));
            if (here != 0 && (here & KEPT) == 0) {
                throw new IllegalStateException("a place with a number and without a hash");
            }
        }
    }

    /**
     * Looks a state up, and enters it under the next number if it is new.
     *
     * @return its number if it was known, or -1
     */
    int putIfAbsent(long hash) {
        int chosen = segment(hash);
        long key = key(hash);
        if (taken[chosen] == 0) {
            grow(chosen);
        }
        byte[] segment = segments[chosen];
        int at = find(segment, places[chosen], key);
        long known = (long) LONGS.get(segment, at);
        if (known != 0) {
            int high = (short) SHORTS.get(segment, at + Long.BYTES);
            return (high << Short.SIZE) | (int) (known >>> KEPT_BITS);
        }
        put(segment, at, key, size++);
        if (++taken[chosen] * 100L > places[chosen] * (long) FULL_PERCENT) {
            grow(chosen);
        }
        return -1;
    }

    /** The place of a key, or the empty one where it belongs. */
    private static int find(byte[] segment, int places, long key) {
        int end = places * PLACE;
        int at = home(key, places);
        while (true) {
            long here = (long) LONGS.get(segment, at);
            if (here == 0 || (here & KEPT) == key) {
                return at;
            }
            at += PLACE;
            at = at == end ? 0 : at;
        }
    }

    private static void put(byte[] segment, int at, long key, int id) {
        LONGS.set(segment, at, key | ((long) id << KEPT_BITS));
        SHORTS.set(segment, at + Long.BYTES, (short) (id >>> Short.SIZE));
    }

    private void grow(int chosen) {
        byte[] old = segments[chosen];
        int more = places[chosen] + Math.max(SMALLEST, places[chosen] / 12);
        byte[] segment = new byte[more * PLACE];
        for (int at = 0; at < old.length; at += PLACE) {
            long here = (long) LONGS.get(old, at);
            if (here != 0) {
                int place = find(segment, more, here & KEPT);
                LONGS.set(segment, place, here);
                SHORTS.set(segment, place + Long.BYTES, (short) SHORTS.get(old, at + Long.BYTES));
            }
        }
        segments[chosen] = segment;
        places[chosen] = more;
    }

    int size() {
        return size;
    }

    /** What the places take, empty ones included. */
    long bytes() {
        return Arrays.stream(places).mapToLong(count -> (long) PLACE * count).sum();
    }
}
