package dev.mortise.posix;

/**
 * One planned fault: what befalls the calls of one kind from {@code first} to {@code last}, counted from 1.
 *
 * @param call which kind
 * @param first the first call that it befalls
 * @param last the last one
 * @param effect what happens
 * @param value the errno, or the most bytes to transfer
 */
record Fault(Call call, int first, int last, Effect effect, int value) {

    static final int FOR_EVER = Integer.MAX_VALUE;

    private static final int MOST_ERRNO = 4095;

    enum Effect {
        /** The kernel is not asked. */
        REFUSED("fails with "),
        /** The kernel does it, and its answer is lost. */
        LOST("is done, but answers "),
        /** The kernel is asked for less. */
        SHORT("transfers at most ");

        private final String words;

        Effect(String words) {
            this.words = words;
        }
    }

    Fault {
        if (first < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not from " + first);
        }
        if (effect == Effect.SHORT) {
            requireTransfer(call, value);
        } else {
            requireErrno(call, value);
        }
    }

    private static void requireErrno(Call call, int errno) {
        if (!call.canFail()) {
            throw new IllegalArgumentException(call + " cannot fail");
        }
        if (errno < 1 || errno > MOST_ERRNO) {
            throw new IllegalArgumentException("no errno: " + errno);
        }
    }

    /** A read that transfers nothing would be the end of the file, and a write of nothing never comes. */
    private static void requireTransfer(Call call, int most) {
        if (call != Call.PREAD && call != Call.PWRITE) {
            throw new IllegalArgumentException(call + " transfers no bytes; pread and pwrite do");
        }
        if (most < 1) {
            throw new IllegalArgumentException("a short transfer has at least one byte, not " + most);
        }
    }

    boolean befalls(Call kind, int nth) {
        return call == kind && first <= nth && nth <= last;
    }

    @Override
    public String toString() {
        String which = first == last ? call + " number " + first : call + " from number " + first + " on";
        return which + " " + effect.words + (effect == Effect.SHORT ? value + " bytes" : Errno.name(value));
    }
}
