package dev.mortise.queue;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.mortise.posix.Mode;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** A thread that enters a station and stays until the test leaves for it. */
@SuppressWarnings("ReferenceEquality")
final class Visitor {

    private static final long LIMIT_SECONDS = 20;

    private final Station station;
    private final FutureTask<Integer> task;
    private final Thread thread;

    private Visitor(Station station, Mode mode, Patience patience) {
        this.station = station;
        this.task = new FutureTask<>(() -> station.enter(mode, patience));
        this.thread = new Thread(task, "visitor");
    }

    static Visitor of(Station station, Mode mode) {
        return of(station, mode, Patience.withoutEnd());
    }

    static Visitor of(Station station, Mode mode, Patience patience) {
        Visitor visitor = new Visitor(station, mode, patience);
        visitor.thread.start();
        return visitor;
    }

    /** Somebody else leaves, before this returns. */
    static void leaves(Station station, Mode mode) {
        Thread leaver = new Thread(() -> station.leave(mode), "leaver");
        leaver.start();
        try {
            leaver.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until it sleeps in the queue. */
    Visitor sits() {
        while (LockSupport.getBlocker(thread) != station) {
            Thread.onSpinWait();
        }
        return this;
    }

    boolean isWaiting() {
        return !task.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Its result, or what it threw. */
    int result() throws Exception {
        return task.get(LIMIT_SECONDS, SECONDS);
    }
}
