package dev.mortise.queue;

/**
 * Tries once a tick in the place of a thread that blocks in the kernel itself. The thread stays there meanwhile: kicked out, it would lose
 * its place in the line.
 */
final class Tick {

    private final Station station;
    private final Waiter waiter;
    private final Stay stay;
    private final Timer timer;
    private Runnable forget = () -> {};
    private boolean stopped;

    Tick(Station station, Waiter waiter, Stay stay, Timer timer) {
        this.station = station;
        this.waiter = waiter;
        this.stay = stay;
        this.timer = timer;
    }

    synchronized void start() {
        long length = station.tick();
        if (!stopped && length != Long.MAX_VALUE) {
            forget = timer.after(length, this::run);
        }
    }

    synchronized void stop() {
        stopped = true;
        forget.run();
    }

    private void run() {
        if (!stay.isOver()) {
            station.tryFor(waiter);
            start();
        }
    }
}
