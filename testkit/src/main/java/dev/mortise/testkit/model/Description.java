package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;

/** An open file description: what every descriptor that came of one {@code open} shares. */
final class Description {

    /** Of {@link #flock}: not locked. */
    static final int UNLOCKED = 0;

    private static final int ACCESS = Posix.O_WRONLY | Posix.O_RDWR;

    private final int inode;
    private final int flags;
    private final long position;
    private final int flock;
    private final RangeLocks ranges;
    private final int references;
    private final long hash;

    private Description(int inode, int flags, long position, int flock, RangeLocks ranges, int references) {
        this.inode = inode;
        this.flags = flags;
        this.position = position;
        this.flock = flock;
        this.ranges = ranges;
        this.references = references;
        long what = (long) inode << Integer.SIZE | flags;
        this.hash = Mix.of(Mix.of(what, position), Mix.of(flock, ranges.hash()));
    }

    /** A new description with one descriptor. */
    static Description of(int inode, int flags) {
        int kept = flags & (ACCESS | Posix.O_APPEND | Posix.O_NONBLOCK | Posix.O_PATH);
        return new Description(inode, kept, 0, UNLOCKED, RangeLocks.NONE, 1);
    }

    int inode() {
        return inode;
    }

    boolean isReadable() {
        return !isPlace() && (flags & ACCESS) != Posix.O_WRONLY;
    }

    boolean isWritable() {
        return !isPlace() && (flags & ACCESS) != Posix.O_RDONLY;
    }

    /** Opened with {@code O_PATH}. */
    boolean isPlace() {
        return (flags & Posix.O_PATH) != 0;
    }

    boolean appends() {
        return (flags & Posix.O_APPEND) != 0;
    }

    boolean blocks() {
        return (flags & Posix.O_NONBLOCK) == 0;
    }

    long position() {
        return position;
    }

    /** {@link #UNLOCKED}, {@link Posix#LOCK_SH} or {@link Posix#LOCK_EX}. */
    int flock() {
        return flock;
    }

    RangeLocks ranges() {
        return ranges;
    }

    /** How many descriptors share it; they can be counted, so it is no part of the hash. */
    int references() {
        return references;
    }

    long hash() {
        return hash;
    }

    Description at(long newPosition) {
        return new Description(inode, flags, newPosition, flock, ranges, references);
    }

    Description withFlock(int newFlock) {
        return new Description(inode, flags, position, newFlock, ranges, references);
    }

    Description withRanges(RangeLocks newRanges) {
        return new Description(inode, flags, position, flock, newRanges, references);
    }

    Description withReferences(int newReferences) {
        return new Description(inode, flags, position, flock, ranges, newReferences);
    }
}
