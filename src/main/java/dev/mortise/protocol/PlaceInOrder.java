package dev.mortise.protocol;

import dev.mortise.posix.FileStat;
import java.util.Comparator;

/**
 * Where a lock stands in the order in which all processes wait for several locks.
 *
 * <p><b>Problem.</b> Two that want the same two locks and wait for them in different orders wait for each other. Paths are no order: a file has
 * many. <b>Mechanism.</b> Files have numbers. Each process waits for the locks by the numbers of their files, least first, so whoever
 * waits waits for one that has only greater ones to wait for: no circle closes.
 *
 * <p><b>Problem.</b> A file may be removed, and its name then means one with another number, which stands elsewhere in the order.
 *
 * <pre>
 *   P sorts a, b        (a is 1, b is 2)
 *   a is removed
 *   P enters a          (made anew: a is 3)
 *   Q sorts b, a        (b is 2, a is 3)
 *   Q enters b
 *   P waits for b, Q waits for a
 * </pre>
 *
 * <p><b>Mechanism.</b> Who waits waits for the file that it has sorted, and no other. If the name means another one by now, it lets all go and
 * sorts again. <b>What remains.</b> Somebody who removes lock files again and again keeps all from ever having theirs together.
 *
 * @param device of its file
 * @param inode of its file
 * @param start first byte
 * @param end last byte
 */
public record PlaceInOrder(long device, long inode, long start, long end) implements Comparable<PlaceInOrder> {

    /**
     * Of the lock on a whole file.
     *
     * @param file its file
     * @return its place
     */
    public static PlaceInOrder of(FileStat file) {
        return new PlaceInOrder(file.device(), file.inode(), 0, Long.MAX_VALUE);
    }

    /**
     * Of the lock on some bytes of a file.
     *
     * @param file its file
     * @param start first byte
     * @param length how many
     * @return its place
     */
    public static PlaceInOrder of(FileStat file, long start, long length) {
        return new PlaceInOrder(file.device(), file.inode(), start, start + length - 1);
    }

    @Override
    public int compareTo(PlaceInOrder other) {
        return Comparator.comparingLong(PlaceInOrder::device)
                .thenComparingLong(PlaceInOrder::inode)
                .thenComparingLong(PlaceInOrder::start)
                .thenComparingLong(PlaceInOrder::end)
                .compare(this, other);
    }

    /**
     * Tells whether two locks are about the same bytes.
     *
     * @param next of the next one in the order
     * @return whether they are
     */
    public boolean overlaps(PlaceInOrder next) {
        return device == next.device && inode == next.inode && next.start <= end;
    }
}
