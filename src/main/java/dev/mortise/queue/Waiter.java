package dev.mortise.queue;

import dev.mortise.posix.Mode;
import org.jspecify.annotations.Nullable;

/** A place in a station's queue. Fields without a comment are only touched under the station's mutex. */
abstract class Waiter implements Wakeable {

    final Mode mode;

    /** When it came. */
    final long since;

    /** Set by whoever wakes it, so that it is woken once; cleared by itself before it looks. */
    volatile boolean signalled;

    /** Set under the mutex with {@link #result}, when somebody else took it from the queue; read by itself at any time. */
    volatile boolean answered;

    int result;

    @Nullable
    Throwable thrown;

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    boolean queued;

    /** Touched by itself only. */
    boolean wokenInVain;

    /** The post that it works at itself, until it reports. Touched by itself only. */
    @Nullable
    Doorman post;

    private boolean refused;
    private long refusedAt;

    Waiter(Mode mode, long since) {
        this.mode = mode;
        this.since = since;
    }

    boolean isShared() {
        return mode == Mode.SHARED;
    }

    /** As the head of the queue, it was sent away from the door, or tried in vain although others stand in line. By itself only. */
    void noteRefusal(long now, boolean urgent) {
        if (!refused || urgent) {
            refused = true;
            refusedAt = now;
        }
    }

    /** Whether it has stood before the door for so long that it tries although others stand in line. By itself only. */
    boolean isUrgent(long now, long tick) {
        return refused && now - refusedAt >= tick;
    }

    /** Whether it can block in the kernel in the place of a doorman. */
    boolean canBlock() {
        return false;
    }

    /** Whether it blocks in the kernel, or is about to: then it learns from the kernel that the lock is free. */
    boolean isBlocked() {
        return false;
    }
}
