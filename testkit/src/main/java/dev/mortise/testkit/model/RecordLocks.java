package dev.mortise.testkit.model;

import java.util.Arrays;

/** The traditional record locks of one process, by file. */
final class RecordLocks {

    static final RecordLocks NONE = new RecordLocks(new int[0], new RangeLocks[0]);

    private final int[] inodes;
    private final RangeLocks[] locks;
    private final long hash;

    private RecordLocks(int[] inodes, RangeLocks[] locks) {
        this.inodes = inodes;
        this.locks = locks;
        long sum = 0;
        for (int i = 0; i < inodes.length; i++) {
            sum += Mix.of(inodes[i], locks[i].hash());
        }
        this.hash = sum;
    }

    boolean isEmpty() {
        return inodes.length == 0;
    }

    long hash() {
        return hash;
    }

    RangeLocks on(int inode) {
        for (int i = 0; i < inodes.length; i++) {
            if (inodes[i] == inode) {
                return locks[i];
            }
        }
        return RangeLocks.NONE;
    }

    RecordLocks with(int inode, RangeLocks newLocks) {
        RecordLocks rest = without(inode);
        if (newLocks.isEmpty()) {
            return rest;
        }
        int[] newInodes = Arrays.copyOf(rest.inodes, rest.inodes.length + 1);
        RangeLocks[] all = Arrays.copyOf(rest.locks, rest.locks.length + 1);
        newInodes[rest.inodes.length] = inode;
        all[rest.locks.length] = newLocks;
        return new RecordLocks(newInodes, all);
    }

    RecordLocks without(int inode) {
        int kept = 0;
        int[] newInodes = new int[inodes.length];
        RangeLocks[] rest = new RangeLocks[inodes.length];
        for (int i = 0; i < inodes.length; i++) {
            if (inodes[i] != inode) {
                newInodes[kept] = inodes[i];
                rest[kept++] = locks[i];
            }
        }
        if (kept == inodes.length) {
            return this;
        }
        return kept == 0 ? NONE : new RecordLocks(Arrays.copyOf(newInodes, kept), Arrays.copyOf(rest, kept));
    }
}
