package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.InterruptHook;
import org.jspecify.annotations.Nullable;

/** One thread's waiting in a queue, from when it sits down until it is inside or gives up. */
final class Sitting {

    private final Station station;
    private final ThreadWaiter waiter;
    private final Patience patience;
    private final Clock clock;
    private boolean interrupted;

    Sitting(Station station, ThreadWaiter waiter, Patience patience, Clock clock) {
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
            boolean over = patience.isOver(clock.now());
            Doorman post = takePost();
            if (post != null && !over && !Thread.currentThread().isInterrupted()) {
                block(post);
                waiter.wokenInVain = true;
                continue;
            }
            if (post != null) {
                station.report(post, -Errno.EINTR, null);
            }
            if (over) {
                return station.giveUp(waiter) ? 0 : -Errno.ETIMEDOUT;
            }
            if (Thread.interrupted()) {
                if (endsByInterrupt()) {
                    return 0;
                }
                continue;
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

    private @Nullable Doorman takePost() {
        Doorman post = waiter.post;
        waiter.post = null;
        return post;
    }

    /** In the kernel, in the place of a doorman, until entered, kicked, interrupted or too late. */
    private void block(Doorman post) {
        Doormen doormen = station.doormen();
        Timer timer = doormen.timer();
        Stay stay = new Stay(doormen.threadNumber());
        Runnable forgetDeadline = patience.endless()
                ? () -> {}
                : timer.after(patience.leftAtMost(clock.now(), Long.MAX_VALUE), () -> doormen.disturb(stay));
        Tick tick = new Tick(station, waiter, stay, timer);
        tick.start();
        try {
            new InterruptHook(() -> doormen.disturb(stay)).during(() -> post.workFor(waiter, stay));
        } finally {
            tick.stop();
            forgetDeadline.run();
        }
    }

    private void park() {
        long most = station.isHead(waiter) ? station.tick() : Long.MAX_VALUE;
        waiter.park(station, patience.leftAtMost(clock.now(), most));
    }
}
