package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that acquires something and may have to wait: waits short for "still waiting", long for "now inside". */
final class Waiting implements AutoCloseable {

    private static final long STILL_WAITING_MILLIS = 40;
    private static final long NOW_INSIDE_SECONDS = 30;

    private final CompletableFuture<Hold> result = new CompletableFuture<>();
    private final Thread thread;

    private Waiting(Callable<Hold> acquisition) {
        thread = new Thread(
                () -> {
                    try {
                        result.complete(acquisition.call());
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                },
                "waiting");
        thread.setDaemon(true);
        thread.start();
    }

    static Waiting in(Callable<Hold> acquisition) {
        return new Waiting(acquisition);
    }

    Waiting assertStillWaiting() {
        try {
            fail("expected to wait, but got " + result.get(STILL_WAITING_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException waiting) {
            // What was hoped for.
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Until it stands in a queue: the thread parks, or blocks in the kernel. */
    Waiting untilItWaits() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(NOW_INSIDE_SECONDS);
        while (!isWaiting() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(isWaiting()).as("waits").isTrue();
        return this;
    }

    private boolean isWaiting() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    void interrupt() {
        thread.interrupt();
    }

    Hold inside() {
        try {
            return result.get(NOW_INSIDE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("not inside", e);
        }
    }

    Throwable failure() {
        try {
            throw new AssertionError("expected a failure, but got " + result.get(NOW_INSIDE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        inside().close();
    }
}
