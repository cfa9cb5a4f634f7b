package dev.mortise.posix.abi;

/**
 * The calls of the kernel by name.
 *
 * <p>{@code long syscall(long number, ...)} reaches them all through one linked function. The clocks go through the C
 * library instead, since it answers them without entering the kernel.
 */
final class Kernel {

    private final Architecture architecture;
    private final Downcalls downcalls;

    Kernel(Architecture architecture, Downcalls downcalls) {
        this.architecture = architecture;
        this.downcalls = downcalls;
    }

    Architecture architecture() {
        return architecture;
    }

    Downcalls downcalls() {
        return downcalls;
    }

    long call(Scratch scratch, Syscall number, long a) {
        return call(scratch, number, a, 0, 0, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b) {
        return call(scratch, number, a, b, 0, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c) {
        return call(scratch, number, a, b, c, 0, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c, long d) {
        return call(scratch, number, a, b, c, d, 0);
    }

    long call(Scratch scratch, Syscall number, long a, long b, long c, long d, long e) {
        return downcalls.syscall(scratch, number.number(architecture), a, b, c, d, e);
    }

    long nanos(Scratch scratch, int clock) {
        int refused = downcalls.clockGettime(clock, scratch.struct());
        if (refused != 0) {
            throw new IllegalStateException("clock_gettime(" + clock + ") refused");
        }
        return scratch.getLong(0) * 1_000_000_000L + scratch.getLong(Structs.TIMESPEC_BYTES / 2);
    }
}
