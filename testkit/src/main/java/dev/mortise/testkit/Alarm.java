package dev.mortise.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whoever waits for a search, from whatever thread, that the code under test makes the search impossible. An exception alone would
 * not do: the code may swallow it, and go on.
 */
final class Alarm {

    /** Code that was told so often that it is over, and goes on calling, will not stop. */
    private static final int MOST_REFUSALS = 10_000;

    private final CompletableFuture<String> raised = new CompletableFuture<>();
    private final AtomicInteger refusals = new AtomicInteger();

    /** The first reason stands. */
    private void raise(String message) {
        raised.complete(message);
    }

    void check() {
        if (raised.isDone()) {
            throw new UnfitProtocolException(raised.join());
        }
    }

    /** What to throw at code that has called the port; raises the alarm, whatever the code does with it. */
    UnfitProtocolException unfit(String message) {
        raise(message);
        if (refusals.incrementAndGet() > MOST_REFUSALS) {
            parkForEver();
        }
        return new UnfitProtocolException(raised.join());
    }

    UnfitProtocolException foreignThread(String site) {
        return unfit("the code calls the port from a thread of its own, "
                + Thread.currentThread().getName() + ", at " + site
                + ": threads belong to another layer than protocols");
    }

    /** For what calls after the alarm was raised. */
    void refuse() {
        if (raised.isDone()) {
            throw unfit(raised.join());
        }
    }

    /** Code that swallows everything cannot be taken off its thread: the thread is left behind. */
    void giveUp(String message) {
        raise(message);
        parkForEver();
    }

    /** An interrupt that were kept would make it spin. */
    private void parkForEver() {
        while (true) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }
}
