package dev.mortise.testkit.model;

import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;

/** A range lock that stands in the way, as the port tells it. */
record LockFacts(int type, long start, long length, int pid) {

    static LockFacts of(RangeLocks locks, int index, int pid) {
        long end = locks.end(index);
        long length = end == Long.MAX_VALUE ? 0 : end - locks.start(index) + 1;
        return new LockFacts(locks.type(index), locks.start(index), length, pid);
    }

    void fill(LockInfo out) {
        out.set(type, start, length, pid);
    }

    @Override
    public String toString() {
        return type == Posix.F_UNLCK ? "free" : Words.range(type, start, length);
    }
}
