package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A kernel's lock on one file, as {@code flock} keeps it: it belongs to a description, a description may ask again for what it has, and a
 * signal ends a blocking call only if it comes during it. What the test wants to happen it says beforehand.
 */
@SuppressWarnings("ReferenceEquality") // descriptions are what they are
final class ScriptedKernel {

    private final IdentityHashMap<Object, Mode> holders = new IdentityHashMap<>();
    private final Set<Thread> blocked = new HashSet<>();
    private final Set<Thread> kicked = new HashSet<>();
    private final List<ScriptedDoor> doors = new ArrayList<>();
    private boolean deaf;
    private boolean crowded;
    private boolean moved;
    private boolean holdingBack;
    private Thread lastBlocked = Thread.currentThread();
    private int answerToTheBlocked;
    private int answerToLooks;
    private int entered;

    ScriptedDoor open() {
        ScriptedDoor door = new ScriptedDoor(this);
        synchronized (this) {
            doors.add(door);
        }
        return door;
    }

    synchronized int tryLock(Object description, Mode mode) {
        if (!admits(description, mode)) {
            return -Errno.EAGAIN;
        }
        return admit(description, mode);
    }

    synchronized int lock(Object description, Mode mode) {
        Thread self = Thread.currentThread();
        blocked.add(self);
        lastBlocked = self;
        notifyAll();
        try {
            while (holdingBack || !admits(description, mode)) {
                if (kicked.contains(self)) {
                    return -Errno.EINTR;
                }
                if (answerToTheBlocked != 0) {
                    int answer = answerToTheBlocked;
                    answerToTheBlocked = 0;
                    return answer;
                }
                await();
            }
            return admit(description, mode);
        } finally {
            blocked.remove(self);
            kicked.remove(self);
            notifyAll();
        }
    }

    private boolean admits(Object description, Mode mode) {
        return holders.entrySet().stream()
                .allMatch(each ->
                        each.getKey() == description || (mode == Mode.SHARED && each.getValue() == Mode.SHARED));
    }

    private int admit(Object description, Mode mode) {
        if (moved) {
            return Station.MOVED;
        }
        holders.put(description, mode);
        entered++;
        return 0;
    }

    synchronized int unlock(Object description) {
        holders.remove(description);
        notifyAll();
        return 0;
    }

    synchronized int whetherInPlace() {
        return moved ? Station.MOVED : answerToLooks;
    }

    /** As a signal without a handler's effect. */
    synchronized void kick(Thread thread) {
        if (!deaf && blocked.contains(thread)) {
            kicked.add(thread);
            notifyAll();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The script
    // ---------------------------------------------------------------------------------------------------------------

    /** Kicks are lost from now on. */
    synchronized void loseKicks() {
        deaf = true;
    }

    /** Others stand in line from now on, or not. */
    synchronized void setCrowded(boolean crowded) {
        this.crowded = crowded;
    }

    /** The name means another file from now on. */
    synchronized void move() {
        moved = true;
    }

    /** Whoever blocks is not let in from now on. */
    synchronized void holdBackTheBlocked() {
        holdingBack = true;
    }

    /** Whoever is blocked, or blocks next, is answered so. */
    synchronized void answerTheBlocked(int answer) {
        answerToTheBlocked = answer;
        notifyAll();
    }

    /** Whoever looks whether the name still means this file is answered so from now on. */
    synchronized void answerLooks(int answer) {
        answerToLooks = answer;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What can be seen
    // ---------------------------------------------------------------------------------------------------------------

    synchronized boolean isCrowded() {
        return crowded;
    }

    synchronized boolean isFree() {
        return holders.isEmpty();
    }

    synchronized int entered() {
        return entered;
    }

    synchronized Thread lastBlocked() {
        return lastBlocked;
    }

    synchronized boolean allDoorsAreClosed() {
        return doors.stream().allMatch(ScriptedDoor::isClosed);
    }

    synchronized void awaitBlocked(int count) {
        while (blocked.size() != count) {
            await();
        }
    }

    synchronized void awaitFree() {
        while (!holders.isEmpty()) {
            await();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // each caller is one
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
