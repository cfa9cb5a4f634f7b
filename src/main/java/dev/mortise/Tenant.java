package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Printable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside, for messages and for the question whether a thread would wait for itself. One place in a lock, used again and
 * again; written by whoever enters and leaves there, and read by others as evidence only. The cleaner keeps it for as long as its
 * lease lives, so it must not lead to the lock, which keeps the leases that are spare.
 */
@SuppressWarnings("ReferenceEquality") // threads are who they are
final class Tenant implements Runnable {

    private static final VarHandle INSIDE;

    static {
        try {
            INSIDE = MethodHandles.lookup().findVarHandle(Tenant.class, "inside", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Spot spot;
    private final Mode mode;
    private final Events events;

    @SuppressWarnings("unused") // by INSIDE
    private boolean inside;

    private @Nullable Thread thread;
    private @Nullable Throwable site;

    Tenant(Spot spot, Mode mode, Events events) {
        this.spot = spot;
        this.mode = mode;
        this.events = events;
    }

    void moveIn(@Nullable Thread who, @Nullable Throwable where) {
        thread = who;
        site = where;
        INSIDE.setRelease(this, true);
    }

    void moveOut() {
        INSIDE.setRelease(this, false);
        thread = null;
        site = null;
    }

    boolean is(Thread who) {
        return isInside() && thread == who;
    }

    boolean isInside() {
        return (boolean) INSIDE.getAcquire(this);
    }

    Spot spot() {
        return spot;
    }

    @Nullable
    Throwable site() {
        return site;
    }

    /** The garbage collector has found its lease: if somebody is inside, nobody can close that any more. */
    @Override
    public void run() {
        if (isInside()) {
            events.leaked(spot.toString(), mode.name().toLowerCase(Locale.ROOT), who(), site);
        }
    }

    String who() {
        Thread present = thread;
        return present == null ? "none, asynchronously" : Printable.of(present.getName());
    }
}
