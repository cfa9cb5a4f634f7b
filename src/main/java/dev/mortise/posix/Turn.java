package dev.mortise.posix;

import java.util.List;

/** What the planned faults make of one call. Of two that say the same about it, the one planned first counts. */
final class Turn {

    private final List<Fault> faults;

    Turn(List<Fault> faults) {
        this.faults = faults;
    }

    boolean isRefused() {
        return has(Fault.Effect.REFUSED);
    }

    boolean isLost() {
        return has(Fault.Effect.LOST);
    }

    /** What the caller is told in place of an answer. */
    int refusal() {
        return -first(isRefused() ? Fault.Effect.REFUSED : Fault.Effect.LOST);
    }

    int length(int wanted) {
        return has(Fault.Effect.SHORT) ? Math.min(wanted, first(Fault.Effect.SHORT)) : wanted;
    }

    /** Out-parameters are written on success only, and to the caller a lost answer is none. */
    byte[] out(byte[] buffer) {
        return isLost() ? buffer.clone() : buffer;
    }

    FileStat out(FileStat stat) {
        return isLost() ? new FileStat() : stat;
    }

    LockInfo out(LockInfo info) {
        return isLost() ? new LockInfo() : info;
    }

    private boolean has(Fault.Effect effect) {
        return faults.stream().anyMatch(fault -> fault.effect() == effect);
    }

    private int first(Fault.Effect effect) {
        return faults.stream()
                .filter(fault -> fault.effect() == effect)
                .findFirst()
                .orElseThrow()
                .value();
    }
}
