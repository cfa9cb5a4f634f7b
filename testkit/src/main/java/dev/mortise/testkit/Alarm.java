package dev.mortise.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Tells whoever waits for a search, from whatever thread, that the code under test makes the search impossible. */
final class Alarm {

    private final CompletableFuture<String> raised = new CompletableFuture<>();

    /** The first reason stands. */
    void raise(String message) {
        raised.complete(message);
    }

    void check() {
        if (raised.isDone()) {
            throw new UnfitProtocolException(raised.join());
        }
    }

    /** For a thread on which code runs that cannot be taken off it. An interrupt that were kept would make it spin. */
    void parkForEver() {
        while (true) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }
}
