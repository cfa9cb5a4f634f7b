package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Mode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside, for messages and for the question whether a thread would wait for itself. One place in a lock, used again and
 * again; written by whoever enters and leaves there, and read by others as evidence only.
 */
@SuppressWarnings("ReferenceEquality") // threads are who they are
final class Tenant implements Runnable {

    private final OpenLock lock;
    private final Mode mode;
    private final Events events;
    private volatile boolean inside;
    private @Nullable Thread thread;
    private @Nullable Throwable site;

    Tenant(OpenLock lock, Mode mode, Events events) {
        this.lock = lock;
        this.mode = mode;
        this.events = events;
    }

    void moveIn(@Nullable Thread who, @Nullable Throwable where) {
        thread = who;
        site = where;
        inside = true;
    }

    void moveOut() {
        inside = false;
        thread = null;
        site = null;
    }

    boolean is(Thread who) {
        return inside && thread == who;
    }

    boolean isInside() {
        return inside;
    }

    @Nullable
    Throwable site() {
        return site;
    }

    /** The garbage collector has found its lease: if somebody is inside, nobody can close that any more. */
    @Override
    public void run() {
        if (inside) {
            events.leaked(lock.toString(), mode.name().toLowerCase(Locale.ROOT), who(), site);
        }
    }

    String who() {
        Thread present = thread;
        return present == null ? "none, asynchronously" : present.getName();
    }
}
