package dev.mortise.queue;

import dev.mortise.posix.Errno;
import java.util.concurrent.locks.LockSupport;

/** One thread's waiting in a queue, from when it sits down until it is inside or gives up. */
final class Sitting {

    private final Station station;
    private final Waiter waiter;
    private final Patience patience;
    private final Clock clock;
    private boolean interrupted;

    Sitting(Station station, Waiter waiter, Patience patience, Clock clock) {
        this.station = station;
        this.waiter = waiter;
        this.patience = patience;
        this.clock = clock;
    }

    int await() throws InterruptedException {
        try {
            return sit();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int sit() throws InterruptedException {
        while (true) {
            int result = station.attempt(waiter);
            if (!Station.isWait(result)) {
                return result;
            }
            if (patience.isOver(clock.now())) {
                return station.giveUp(waiter) ? 0 : -Errno.ETIMEDOUT;
            }
            if (Thread.interrupted() && endsByInterrupt()) {
                return 0;
            }
            park();
            waiter.wokenInVain = true;
        }
    }

    private boolean endsByInterrupt() throws InterruptedException {
        interrupted = true;
        if (!patience.interruptible()) {
            return false;
        }
        if (station.giveUp(waiter)) {
            return true;
        }
        interrupted = false;
        throw new InterruptedException();
    }

    /**
     * The permit of a wake-up may be gone: a mutex parks as well, and whoever is woken there uses it up. So what the wake-up was about is
     * looked at last, with nothing in between that could park.
     */
    private void park() {
        long most = station.isHead(waiter) ? station.tick() : Long.MAX_VALUE;
        long nanos = patience.leftAtMost(clock.now(), most);
        if (!waiter.signalled && !waiter.answered) {
            LockSupport.parkNanos(station, nanos);
        }
    }
}
