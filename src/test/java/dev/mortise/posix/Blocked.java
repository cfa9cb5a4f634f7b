package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** A thread of its own that makes one call which may block in the kernel. */
final class Blocked {

    private static final long STILL_BLOCKED_MILLIS = 30;
    private static final long NOW_FREE_SECONDS = 20;

    private final Posix posix;
    private final CompletableFuture<Integer> tid = new CompletableFuture<>();
    private final CompletableFuture<Integer> result = new CompletableFuture<>();

    private Blocked(Posix posix) {
        this.posix = posix;
    }

    static Blocked in(Posix posix, ToIntFunction<Posix> call) {
        Blocked blocked = new Blocked(posix);
        Thread thread = new Thread(() -> blocked.run(call), "blocked");
        thread.setDaemon(true);
        thread.start();
        return blocked;
    }

    private void run(ToIntFunction<Posix> call) {
        try {
            tid.complete(posix.gettid());
            result.complete(call.applyAsInt(posix));
        } catch (Throwable t) {
            tid.completeExceptionally(t);
            result.completeExceptionally(t);
        }
    }

    Blocked assertStillBlocked() {
        try {
            fail("expected to block, but answered "
                    + Results.said(result.get(STILL_BLOCKED_MILLIS, TimeUnit.MILLISECONDS)));
        } catch (TimeoutException blocked) {
            // What was hoped for.
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** A kick is lost on a thread that is not blocked yet, so it is repeated until the call returns. */
    int kickUntilItReturns() {
        int thread = await(tid);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(NOW_FREE_SECONDS);
        while (!result.isDone() && System.nanoTime() < deadline) {
            int kicked = posix.kick(thread);
            if (kicked != -Errno.ESRCH) {
                assertEquals(0, kicked);
            }
            pause();
        }
        return await(result);
    }

    int result() {
        return await(result);
    }

    private void pause() {
        try {
            result.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillBlocked) {
            // The next kick follows.
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int await(CompletableFuture<Integer> future) {
        try {
            return future.get(NOW_FREE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("still blocked in the kernel", e);
        }
    }
}
