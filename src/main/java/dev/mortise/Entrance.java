package dev.mortise;

import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.LockJudge;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.protocol.PlaceInOrder;
import dev.mortise.queue.Errand;
import dev.mortise.queue.Patience;
import dev.mortise.queue.Station;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** From a description of a lock to a hold of it: finds the station, enters, and comes again when the file was replaced meanwhile. */
final class Entrance {

    /** How often in a row the file may turn out to have been replaced until it is given up. */
    private static final int MOST_MOVES = 100;

    private final Mortise mortise;
    private final Spot spot;
    private final Mode mode;

    private final Manner manner;

    /** Of the last time; any thread's will do. */
    private @Nullable Route route;

    Entrance(Mortise mortise, Spot spot, Mode mode, Manner manner) {
        this.mortise = mortise;
        this.spot = spot;
        this.mode = mode;
        this.manner = manner;
    }

    /**
     * Of a lock's description.
     *
     * @throws IllegalArgumentException if somebody else has made it
     */
    static Entrance of(ProcessLock lock) {
        if (lock instanceof KernelLock whole) {
            return whole.entrance();
        }
        if (lock instanceof RangeLock range) {
            return range.entrance();
        }
        throw new IllegalArgumentException(lock + " is no lock of Mortise's");
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
        return new Entrance(mortise, spot, other, manner);
    }

    Entrance at(Spot other) {
        return new Entrance(mortise, other, mode, manner);
    }

    Entrance in(Manner other) {
        return new Entrance(mortise, spot, mode, other);
    }

    Manner manner() {
        return manner;
    }

    Verdict verdict() throws LockException {
        return mortise.isLocking() ? Examination.thorough(mortise.posix(), spot).verdict() : LockJudge.lockingIsOff();
    }

    /** What was acquired, with all that it comes with; or the lock is let go. */
    private Hold seat(OpenLock lock, @Nullable Thread who) throws LockException {
        SeatedHold hold = lock.seat(mode, who);
        Purpose purpose = manner.purpose();
        if (purpose != null && mode == Mode.EXCLUSIVE) {
            hold = LabelledHold.of(hold, mortise.posix(), spot, mortise.labels(), purpose);
        }
        if (manner.fenced() && mode == Mode.EXCLUSIVE) {
            hold = FencedHold.of(hold);
        }
        Integer rank = manner.rank();
        return rank == null || who == null ? hold : mortise.ranks().note(hold, spot, rank);
    }

    PlaceInOrder placeInOrder() throws LockException {
        return placeInOrder(lock());
    }

    private PlaceInOrder placeInOrder(OpenLock lock) {
        Spot.Range range = spot.range();
        FileStat file = lock.file().identity();
        return range == null ? PlaceInOrder.of(file) : PlaceInOrder.of(file, range.start(), range.length());
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
        return endless(acquire(Patience.withoutEnd()));
    }

    private static Hold endless(@Nullable Hold hold) {
        if (hold == null) {
            throw new IllegalStateException("waiting without end has ended");
        }
        return hold;
    }

    /** Of this very file, or not at all. */
    Hold acquireAt(PlaceInOrder place) throws LockException, InterruptedException, DisplacedException {
        return endless(acquire(Patience.withoutEnd(), lock -> requireAt(place, lock)));
    }

    /** Of this very file, or not at all. */
    Hold acquireAt(PlaceInOrder place, Duration timeout)
            throws LockException, InterruptedException, DisplacedException {
        Hold hold = timeout.isZero() || !mortise.isLocking()
                ? tryAcquire()
                : acquire(patience(timeout), lock -> requireAt(place, lock));
        if (hold == null) {
            throw timedOut(timeout);
        }
        return hold;
    }

    private void requireAt(PlaceInOrder place, OpenLock lock) throws DisplacedException {
        if (!placeInOrder(lock).equals(place)) {
            throw new DisplacedException();
        }
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
        return timeout.isZero() || !mortise.isLocking() ? tryAcquire() : acquire(patience(timeout));
    }

    private LockTimeoutException timedOut(Duration timeout) throws LockException {
        Route known = route;
        return timedOut(timeout, known == null ? lock() : known.lock());
    }

    private LockTimeoutException timedOut(Duration timeout, OpenLock lock) {
        return Failures.timeout(spot, mode, "within " + Failures.seconds(timeout), whoIsInTheWay(lock));
    }

    /** After attempts that all failed. */
    LockTimeoutException failed(int attempts) throws LockException {
        String how = "in " + attempts + (attempts == 1 ? " attempt" : " attempts");
        return Failures.timeout(spot, mode, how, whoIsInTheWay(lock()));
    }

    /** Looks who has the lock, once, now that the waiting is over. */
    private Failures.InTheWay whoIsInTheWay(OpenLock lock) {
        String here = lock.inhabitants(Thread.currentThread());
        Verdict verdict = verdictOrUnknown();
        String words = here.isEmpty() ? Wording.of(verdict, mortise.posix().realtimeNanos()) : here;
        return new Failures.InTheWay(words, verdict.owners());
    }

    private Verdict verdictOrUnknown() {
        try {
            return Examination.brief(mortise.posix(), spot).verdict();
        } catch (LockException e) {
            return LockJudge.unknown(String.valueOf(e.getMessage()));
        }
    }

    @Nullable
    Hold tryAcquire() throws LockException {
        if (!mortise.isLocking()) {
            return new UnlockedHold();
        }
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            OpenLock lock = lock();
            int result = lock.station().tryEnter(mode);
            if (result == -Errno.EAGAIN) {
                return null;
            }
            if (isInside(lock, result)) {
                return seat(lock, Thread.currentThread());
            }
        }
        throw Failures.restless(spot);
    }

    private @Nullable Hold acquire(Patience patience) throws LockException, InterruptedException {
        return acquire(patience, lock -> {});
    }

    /** Which lock it may be. */
    private interface Condition<X extends Exception> {

        void require(OpenLock lock) throws X;
    }

    private <X extends Exception> @Nullable Hold acquire(Patience patience, Condition<X> condition)
            throws LockException, InterruptedException, X {
        if (!mortise.isLocking()) {
            return new UnlockedHold();
        }
        mortise.ranks().check(spot, manner.rank());
        int moves = 0;
        while (moves < MOST_MOVES) {
            OpenLock lock = lock();
            condition.require(lock);
            int result = passOrJoin(lock);
            moves++;
            if (result == -Errno.EAGAIN) {
                refuseToWaitForOneself(lock, patience);
                result = lock.station().enter(mode, patience);
                moves = 0;
            }
            if (result == -Errno.ETIMEDOUT) {
                return null;
            }
            if (isInside(lock, result)) {
                return seat(lock, Thread.currentThread());
            }
        }
        throw Failures.restless(spot);
    }

    /** A thread that shares already does not queue behind a writer, who waits for it. */
    private int passOrJoin(OpenLock lock) {
        int result = lock.station().pass(mode);
        boolean joins = result == -Errno.EAGAIN && mode == Mode.SHARED && lock.isSharedBy(Thread.currentThread());
        return joins ? lock.station().tryEnter(mode) : result;
    }

    /** No if the lock must be looked for again. */
    private boolean isInside(OpenLock lock, int result) throws LockException {
        if (result == 0) {
            return true;
        }
        if (result != Station.MOVED) {
            throw Failures.lock(spot, mode, result);
        }
        mortise.openLocks().forget(lock);
        return false;
    }

    private void refuseToWaitForOneself(OpenLock lock, Patience patience) {
        Thread self = Thread.currentThread();
        Tenant place = patience.endless() ? mortise.openLocks().conflicting(lock, self, mode) : null;
        if (place != null) {
            throw Failures.selfDeadlock(spot, mode, self, place);
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
            queue(future, patience, timeout, 0);
        } else {
            future.complete(new UnlockedHold());
        }
        return future;
    }

    private void queue(CompletableFuture<Hold> future, Patience patience, @Nullable Duration timeout, int moves) {
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
                                (outcome, thrown) -> mortise.completions()
                                        .execute(() ->
                                                end(future, lock, patience, timeout, outcome, thrown, moves + 1)));
                cancelWith(future, errand);
            } else {
                int outcome = result == -Errno.EAGAIN ? -Errno.ETIMEDOUT : result;
                end(future, lock, patience, timeout, outcome, null, moves + 1);
            }
        } catch (LockException | RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    /** Whoever completes the future instead, by cancelling it or with orTimeout, ends the waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing comes of a cancellation
    private static void cancelWith(CompletableFuture<Hold> future, Errand errand) {
        future.whenComplete((hold, failure) -> {
            if (!(hold instanceof SeatedHold)) {
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
            @Nullable Throwable thrown,
            int moves) {
        try {
            if (thrown != null) {
                future.completeExceptionally(thrown);
            } else if (result == -Errno.ETIMEDOUT && timeout != null) {
                future.completeExceptionally(timedOut(timeout, lock));
            } else if (result == -Errno.ECANCELED) {
                future.cancel(false);
            } else if (isInside(lock, result)) {
                give(future, seat(lock, null));
            } else if (moves < MOST_MOVES) {
                queue(future, patience, timeout, moves);
            } else {
                future.completeExceptionally(Failures.restless(spot));
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
        return mortise == other.mortise && mode == other.mode && spot.equals(other.spot) && manner.equals(other.manner);
    }

    @Override
    public String toString() {
        return spot + ", " + mode;
    }
}
