package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in the kernel in the place of a queue. It has a description of its own: one that it shared with the threads would let them in
 * as soon as it is let in itself.
 *
 * <p>It stays at its post for a while when its work is done, because a lock that was contended once often is again.
 */
@SuppressWarnings("ReferenceEquality") // a thread is who it is
final class Doorman implements Runnable, Wakeable {

    private static final long LINGER = 1_000_000_000;

    final Mode mode;

    private final Station station;
    private final Clock clock;
    private final Doormen doormen;
    private @Nullable Door door;

    /** Set under the station's mutex, when there is work; cleared under it, when the work is done or given up. */
    private volatile boolean called;

    private volatile @Nullable Thread thread;
    private volatile @Nullable Stay stay;
    private boolean engaged;

    Doorman(Station station, Mode mode, Clock clock, Doormen doormen) {
        this.station = station;
        this.mode = mode;
        this.clock = clock;
        this.doormen = doormen;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // By the station, under its mutex
    // ---------------------------------------------------------------------------------------------------------------

    void call() {
        if (called) {
            return;
        }
        if (!engaged) {
            doormen.engage(this);
            engaged = true;
        }
        called = true;
    }

    /** Lets a waiter work here itself, where no doorman does. */
    boolean lend() {
        if (called || engaged) {
            return false;
        }
        called = true;
        return true;
    }

    /** At the end of the station, unless somebody is at work, who closes the door then. */
    void leavePost() {
        if (!called && !engaged) {
            giveDoorUp();
        }
    }

    boolean isCalled() {
        return called;
    }

    void dismissed() {
        called = false;
    }

    /** After it was called or dismissed. */
    @Override
    public void wake() {
        Thread sleeping = thread;
        if (sleeping != Thread.currentThread()) {
            LockSupport.unpark(sleeping);
        }
    }

    /** Makes it come out of the kernel. */
    void disturb() {
        Stay blocked = stay;
        if (blocked != null) {
            doormen.disturb(blocked);
        }
    }

    Door door() {
        Door mine = door;
        if (mine == null) {
            throw new IllegalStateException("a doorman without a door has won nothing");
        }
        return mine;
    }

    /** Leaves, or closes what cannot be left. */
    void leaveDoor() {
        if (door().leave(mode) < 0) {
            giveDoorUp();
        }
    }

    Door exchange(Door other) {
        Door mine = door();
        door = other;
        return mine;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Its own thread
    // ---------------------------------------------------------------------------------------------------------------

    @Override
    public void run() {
        thread = Thread.currentThread();
        int tid = doormen.threadNumber();
        try {
            while (isNeeded()) {
                work(tid);
            }
        } finally {
            giveDoorUp();
        }
    }

    private boolean isNeeded() {
        long end = clock.now() + LINGER;
        while (!called) {
            long left = doormen.isShort() ? 0 : end - clock.now();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (station.retire(this)) {
                return false;
            }
        }
        return true;
    }

    /** For a waiter that works here itself. */
    void workFor(ThreadWaiter waiter, Stay blocked) {
        int result = -Errno.EINTR;
        Throwable thrown = null;
        try {
            if (waiter.settleIn(blocked)) {
                result = enterOrMoveOut(blocked);
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
            giveDoorUpAfter(e);
        } finally {
            waiter.getUp();
            blocked.end();
        }
        station.report(this, result, thrown);
    }

    private void work(int tid) {
        int result = 0;
        Throwable thrown = null;
        try {
            result = enterOrMoveOut(new Stay(tid));
        } catch (RuntimeException | Error e) {
            thrown = e;
            giveDoorUpAfter(e);
        }
        station.report(this, result, thrown);
        while (station.isWinner(this)) {
            LockSupport.park(this);
        }
    }

    /** A door that broke may be entered, and nobody knows. */
    private void giveDoorUpAfter(Throwable broken) {
        try {
            giveDoorUp();
        } catch (RuntimeException | Error e) {
            broken.addSuppressed(e);
        }
    }

    private void giveDoorUp() {
        Door mine = door;
        door = null;
        if (mine != null) {
            mine.close();
        }
    }

    /** A door that leads nowhere any more may still keep others out. */
    private int enterOrMoveOut(Stay blocked) {
        int entered = enter(blocked);
        if (entered == Station.MOVED) {
            giveDoorUp();
        }
        return entered;
    }

    private int enter(Stay blocked) {
        if (!station.wants(mode)) {
            return -Errno.EINTR;
        }
        Door mine = door;
        if (mine == null || mine instanceof WalledDoor) {
            mine = station.openDoor();
            door = mine;
        }
        stay = blocked;
        try {
            return station.wants(mode) ? mine.enter(mode) : -Errno.EINTR;
        } finally {
            stay = null;
            blocked.end();
        }
    }
}
