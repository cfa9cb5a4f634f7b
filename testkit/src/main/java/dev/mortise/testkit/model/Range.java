package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;

/** A range as {@code fcntl} takes it: {@code errno} tells why there is none, or 0. The end is inclusive. */
record Range(long start, long end, int errno) {

    /** Length 0 reaches to the end of every possible file, a negative one lies before the start. */
    static Range of(long start, long length) {
        if (start < 0 || (length < 0 && start + length < 0)) {
            return new Range(0, 0, Errno.EINVAL);
        }
        if (length > 0 && length - 1 > Long.MAX_VALUE - start) {
            return new Range(0, 0, Errno.EOVERFLOW);
        }
        if (length < 0) {
            return new Range(start + length, start - 1, 0);
        }
        return new Range(start, length == 0 ? Long.MAX_VALUE : start + length - 1, 0);
    }
}
