package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import dev.mortise.queue.Errand;
import dev.mortise.queue.Patience;
import dev.mortise.queue.Station;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** From a description of a lock to a hold of it: finds the station, enters, and comes again when the file was replaced meanwhile. */
final class Entrance {

    private final Mortise mortise;
    private final Spot spot;
    private final Mode mode;

    /** Of the last time; any thread's will do. */
    private @Nullable Route route;

    Entrance(Mortise mortise, Spot spot, Mode mode) {
        this.mortise = mortise;
        this.spot = spot;
        this.mode = mode;
    }

    Mortise mortise() {
        return mortise;
    }

    Spot spot() {
        return spot;
    }

    Mode mode() {
        return mode;
    }

    Entrance as(Mode other) {
        return new Entrance(mortise, spot, other);
    }

    Entrance at(Spot other) {
        return new Entrance(mortise, other, mode);
    }

    OpenLock lock() throws LockException {
        Route known = route;
        if (known == null || !known.leads(mode)) {
            known = mortise.openLocks().route(spot, mode);
            route = known;
        }
        return known.lock();
    }

    @Nullable
    OpenLock lockIfLocking() throws LockException {
        return mortise.isLocking() ? lock() : null;
    }

    /** As {@link #lock}; null if it cannot be opened any more. */
    @Nullable
    OpenLock lockOrNull() {
        try {
            return lock();
        } catch (LockException | IllegalStateException gone) {
            return null;
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // With this thread
    // ---------------------------------------------------------------------------------------------------------------

    Hold acquire() throws LockException, InterruptedException {
        Hold hold = acquire(Patience.withoutEnd());
        if (hold == null) {
            throw new IllegalStateException("waiting without end has ended");
        }
        return hold;
    }

    Hold acquireStubbornly() throws LockException {
        try {
            Hold hold = acquire(Patience.stubborn());
            if (hold != null) {
                return hold;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("waiting without end has ended");
    }

    Hold acquire(Duration timeout) throws LockException, InterruptedException {
        Hold hold = acquireWithin(timeout);
        if (hold == null) {
            throw timedOut(timeout);
        }
        return hold;
    }

    @Nullable
    Hold acquireWithin(Duration timeout) throws LockException, InterruptedException {
        requireNotNegative(timeout);
        return timeout.isZero() ? tryAcquire() : acquire(patience(timeout));
    }

    private LockTimeoutException timedOut(Duration timeout) throws LockException {
        return Failures.timeout(spot, mode, timeout, lock().inhabitants(Thread.currentThread()));
    }

    @Nullable
    Hold tryAcquire() throws LockException {
        if (!mortise.isLocking()) {
            return new UnlockedHold();
        }
        while (true) {
            OpenLock lock = lock();
            int result = lock.station().tryEnter(mode);
            if (result == -Errno.EAGAIN) {
                return null;
            }
            if (isInside(lock, result)) {
                return lock.seat(mode, Thread.currentThread());
            }
        }
    }

    private @Nullable Hold acquire(Patience patience) throws LockException, InterruptedException {
        if (!mortise.isLocking()) {
            return new UnlockedHold();
        }
        while (true) {
            OpenLock lock = lock();
            int result = lock.station().pass(mode);
            if (result == -Errno.EAGAIN) {
                refuseToWaitForOneself(lock, patience);
                result = lock.station().enter(mode, patience);
            }
            if (result == -Errno.ETIMEDOUT) {
                return null;
            }
            if (isInside(lock, result)) {
                return lock.seat(mode, Thread.currentThread());
            }
        }
    }

    /** No if the lock must be looked for again. */
    private boolean isInside(OpenLock lock, int result) throws LockException {
        if (result == 0) {
            return true;
        }
        if (result != Station.MOVED) {
            throw Failures.lock(spot, result);
        }
        mortise.openLocks().forget(lock);
        return false;
    }

    private void refuseToWaitForOneself(OpenLock lock, Patience patience) {
        Thread self = Thread.currentThread();
        Tenant place = patience.endless() ? lock.conflicting(self, mode) : null;
        if (place != null) {
            throw Failures.selfDeadlock(spot, mode, self, place.site());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Without a thread
    // ---------------------------------------------------------------------------------------------------------------

    CompletableFuture<Hold> acquireAsync(@Nullable Duration timeout) {
        if (timeout != null) {
            requireNotNegative(timeout);
        }
        CompletableFuture<Hold> future = new CompletableFuture<>();
        if (mortise.isLocking()) {
            Patience patience = timeout == null ? Patience.withoutEnd() : patience(timeout);
            queue(future, patience, timeout);
        } else {
            future.complete(new UnlockedHold());
        }
        return future;
    }

    private void queue(CompletableFuture<Hold> future, Patience patience, @Nullable Duration timeout) {
        try {
            OpenLock lock = lock();
            boolean once = timeout != null && timeout.isZero();
            int result = once ? lock.station().tryEnter(mode) : lock.station().pass(mode);
            if (result == -Errno.EAGAIN && !once) {
                Errand errand = lock.station()
                        .enterLater(
                                mode,
                                patience,
                                mortise.errands(),
                                mortise.timer(),
                                (outcome, thrown) -> end(future, lock, patience, timeout, outcome, thrown));
                cancelWith(future, errand);
            } else {
                end(future, lock, patience, timeout, result == -Errno.EAGAIN ? -Errno.ETIMEDOUT : result, null);
            }
        } catch (LockException | RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing comes of a cancellation
    private static void cancelWith(CompletableFuture<Hold> future, Errand errand) {
        future.whenComplete((hold, failure) -> {
            if (future.isCancelled()) {
                errand.cancel();
            }
        });
    }

    private void end(
            CompletableFuture<Hold> future,
            OpenLock lock,
            Patience patience,
            @Nullable Duration timeout,
            int result,
            @Nullable Throwable thrown) {
        try {
            if (thrown != null) {
                future.completeExceptionally(thrown);
            } else if (result == -Errno.ETIMEDOUT && timeout != null) {
                future.completeExceptionally(timedOut(timeout));
            } else if (result == -Errno.ECANCELED) {
                future.cancel(false);
            } else if (isInside(lock, result)) {
                give(future, lock.seat(mode, null));
            } else {
                queue(future, patience, timeout);
            }
        } catch (LockException | RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    private static void give(CompletableFuture<Hold> future, Hold hold) {
        if (!future.complete(hold)) {
            hold.close();
        }
    }

    private static void requireNotNegative(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative, but " + timeout + " is");
        }
    }

    private Patience patience(Duration timeout) {
        long nanos;
        try {
            nanos = timeout.toNanos();
        } catch (ArithmeticException centuries) {
            nanos = Long.MAX_VALUE;
        }
        return Patience.of(mortise.posix().monotonicNanos(), nanos);
    }

    boolean describesTheSame(Entrance other) {
        return mortise == other.mortise && mode == other.mode && spot.equals(other.spot);
    }

    @Override
    public String toString() {
        return spot + ", " + mode;
    }
}
