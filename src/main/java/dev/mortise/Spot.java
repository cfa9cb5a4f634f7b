package dev.mortise;

import dev.mortise.posix.Printable;
import dev.mortise.protocol.RangeProtocol;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be locked.
 *
 * @param path as the caller spelled it
 * @param range the bytes, or null for the whole file
 * @param trusting whether the caller answers for the file system
 */
record Spot(Path path, @Nullable Range range, boolean trusting) {

    /** Bytes of a file. */
    record Range(long start, long length) {

        Range {
            if (start < 0 || length < 1 || start > RangeProtocol.END - length) {
                throw new IllegalArgumentException("a range has at least 1 byte and lies within [0, 2^62), not "
                        + length + " bytes from " + start);
            }
        }

        boolean overlaps(Range other) {
            return start < other.start + other.length && other.start < start + length;
        }

        @Override
        public String toString() {
            return "[" + start + ", " + (start + length) + ")";
        }
    }

    static Spot file(Path path) {
        return new Spot(path, null, false);
    }

    static Spot range(Path path, long start, long length) {
        return new Spot(path, new Range(start, length), false);
    }

    /** Whether two locks of one file are about the same bytes. */
    boolean overlaps(Spot other) {
        return range == null || other.range == null || range.overlaps(other.range);
    }

    Spot trustingItsFileSystem() {
        return new Spot(path, range, true);
    }

    @Override
    public String toString() {
        String file = Printable.of(path.toString());
        return range == null ? file : file + " " + range;
    }
}
