package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place in the queue that no thread waits at. It looks whether it is its turn when it comes, and then on an executor, each time it is
 * woken, at each tick and at its deadline, and never on the thread that wakes it.
 */
public final class Errand extends Waiter {

    /** What became of it. */
    @FunctionalInterface
    public interface Outcome {

        /**
         * Called once, by the thread that sent the errand or on its executor.
         *
         * @param result 0 when inside, {@code -ETIMEDOUT}, {@code -ECANCELED}, {@link Station#MOVED} or another {@code -errno}
         * @param thrown what broke it instead, or null
         */
        void accept(int result, @Nullable Throwable thrown);
    }

    private final Station station;
    private final Patience patience;
    private final Clock clock;
    private final Executor executor;
    private final Timer timer;
    private final Outcome outcome;
    private final AtomicInteger reasonsToLook = new AtomicInteger();
    private volatile boolean cancelled;

    /** Touched by whoever looks, one at a time. */
    private boolean over;

    private Runnable forgetDeadline = () -> {};
    private Runnable forgetTick = () -> {};

    Errand(
            Station station,
            Mode mode,
            Patience patience,
            Clock clock,
            Executor executor,
            Timer timer,
            Outcome outcome) {
        super(mode, clock.now());
        this.station = station;
        this.patience = patience;
        this.clock = clock;
        this.executor = executor;
        this.timer = timer;
        this.outcome = outcome;
    }

    void start() {
        if (!patience.endless()) {
            forgetDeadline = timer.after(patience.leftAtMost(clock.now(), Long.MAX_VALUE), this::wake);
        }
        if (reasonsToLook.getAndIncrement() == 0) {
            lookWhileThereIsReason();
        }
    }

    /** Gives up. The outcome is told all the same; if it is inside by then, as 0. */
    public void cancel() {
        cancelled = true;
        wake();
    }

    @Override
    public void wake() {
        if (reasonsToLook.getAndIncrement() == 0) {
            executor.execute(this::lookWhileThereIsReason);
        }
    }

    private void lookWhileThereIsReason() {
        int reasons;
        do {
            reasons = reasonsToLook.get();
            if (over) {
                forgetTimes(); // it may have been over before its deadline was known
            } else {
                look();
            }
        } while (reasonsToLook.addAndGet(-reasons) != 0);
    }

    private void look() {
        int result;
        Throwable thrown = null;
        try {
            result = attempt();
        } catch (RuntimeException | Error e) {
            boolean inside = station.giveUp(this);
            result = inside ? 0 : -Errno.EIO;
            thrown = inside ? null : e;
        }
        if (!Station.isWait(result)) {
            end(result, thrown);
        }
    }

    private int attempt() {
        int result = station.attempt(this);
        if (!Station.isWait(result)) {
            return result;
        }
        if (cancelled) {
            return station.giveUp(this) ? 0 : -Errno.ECANCELED;
        }
        if (patience.isOver(clock.now())) {
            return station.giveUp(this) ? 0 : -Errno.ETIMEDOUT;
        }
        sleep();
        return result;
    }

    private void sleep() {
        wokenInVain = true;
        forgetTick.run();
        long tick = station.tick();
        if (station.isHead(this) && tick != Long.MAX_VALUE) {
            forgetTick = timer.after(tick, this::wake);
        }
    }

    private void end(int result, @Nullable Throwable failure) {
        over = true;
        forgetTimes();
        outcome.accept(result, failure);
    }

    private void forgetTimes() {
        forgetTick.run();
        forgetDeadline.run();
    }
}
