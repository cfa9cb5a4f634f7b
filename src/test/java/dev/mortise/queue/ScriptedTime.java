package dev.mortise.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test moves. */
final class ScriptedTime implements Clock {

    private final AtomicLong now = new AtomicLong();

    @Override
    public long now() {
        return now.get();
    }

    void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
