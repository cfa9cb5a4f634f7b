package dev.mortise;

import dev.mortise.posix.FileStat;
import java.util.Comparator;

/**
 * Where a lock stands in the order that all processes agree on.
 *
 * @param device of its file
 * @param inode of its file
 * @param start first byte
 * @param end last byte
 */
record PlaceInOrder(long device, long inode, long start, long end) implements Comparable<PlaceInOrder> {

    static PlaceInOrder of(FileStat file, Spot spot) {
        Spot.Range range = spot.range();
        return range == null
                ? new PlaceInOrder(file.device(), file.inode(), 0, Long.MAX_VALUE)
                : new PlaceInOrder(file.device(), file.inode(), range.start(), range.start() + range.length() - 1);
    }

    @Override
    public int compareTo(PlaceInOrder other) {
        return Comparator.comparingLong(PlaceInOrder::device)
                .thenComparingLong(PlaceInOrder::inode)
                .thenComparingLong(PlaceInOrder::start)
                .thenComparingLong(PlaceInOrder::end)
                .compare(this, other);
    }

    /** Of the next one in the order. */
    boolean overlaps(PlaceInOrder next) {
        return device == next.device && inode == next.inode && next.start <= end;
    }
}
