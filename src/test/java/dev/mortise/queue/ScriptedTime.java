package dev.mortise.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A clock that the test moves. */
final class ScriptedTime implements Clock {

    private final AtomicLong now = new AtomicLong();

    private final AtomicReference<@Nullable Runnable> step = new AtomicReference<>();

    @Override
    public long now() {
        Runnable next = step.getAndSet(null);
        if (next != null) {
            next.run();
        }
        return now.get();
    }

    /** When somebody asks for the time next. */
    void beforeNextLook(Runnable next) {
        step.set(next);
    }

    void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
