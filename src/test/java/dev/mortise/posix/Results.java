package dev.mortise.posix;

/** What a call of {@link Posix} answered, held to what it should have. */
final class Results {

    private Results() {}

    /** The answer, which must not be an error. */
    static int must(int result) {
        if (result < 0) {
            throw new AssertionError("expected success, got " + said(result));
        }
        return result;
    }

    /** Fails unless the answer is this error. */
    static void refused(int errno, long result) {
        if (result != -errno) {
            throw new AssertionError("expected " + Errno.name(errno) + ", got " + said(result));
        }
    }

    static String said(long result) {
        return result < 0 ? Errno.describe((int) -result) : "success: " + result;
    }
}
