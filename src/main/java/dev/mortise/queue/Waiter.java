package dev.mortise.queue;

import dev.mortise.posix.Mode;
import org.jspecify.annotations.Nullable;

/** A place in a station's queue. Fields without a comment are only touched under the station's mutex. */
abstract class Waiter {

    final Mode mode;

    /** When it came; where it starts to wait again, when it was woken in vain is counted from here. */
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

    Waiter(Mode mode, long since) {
        this.mode = mode;
        this.since = since;
    }

    boolean isShared() {
        return mode == Mode.SHARED;
    }

    /** Makes it look again. Never blocks, and never runs its owner's code on the calling thread. */
    abstract void wake();
}
