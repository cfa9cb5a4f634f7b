package dev.mortise;

import dev.mortise.posix.Posix;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the first lock call on a file system whose locks somebody else keeps. Some never return from it, not even from a mere try: then the
 * thread that made it is lost, and the caller is not.
 */
final class Watchdog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Posix posix;
    private final Duration patience;

    Watchdog(Posix posix) {
        this(posix, PATIENCE);
    }

    Watchdog(Posix posix, Duration patience) {
        this.posix = posix;
        this.patience = patience;
    }

    /** When it gives up, the descriptor is closed by the thread that is lost, should it ever come back. */
    void expectAnAnswer(Spot spot, int fd) throws LockException {
        AtomicBoolean decided = new AtomicBoolean();
        Thread scout = new Thread(() -> scout(spot, fd, decided), "mortise-watchdog");
        scout.setDaemon(true);
        scout.start();
        await(scout);
        if (scout.isAlive() && decided.compareAndSet(false, true)) {
            throw Failures.neverAnswered(spot, patience);
        }
    }

    private void await(Thread scout) {
        boolean interrupted = false;
        long deadline = posix.monotonicNanos() + patience.toNanos();
        long left = patience.toMillis();
        while (scout.isAlive() && left > 0) {
            try {
                scout.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = (deadline - posix.monotonicNanos()) / 1_000_000;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void scout(Spot spot, int fd, AtomicBoolean decided) {
        try {
            tryOnce(spot, fd);
        } finally {
            if (!decided.compareAndSet(false, true)) {
                posix.close(fd);
            }
        }
    }

    /** Shared, so that it disturbs as few as possible; what it answers does not matter. */
    private void tryOnce(Spot spot, int fd) {
        Spot.Range range = spot.range();
        if (range == null) {
            if (posix.flock(fd, Posix.LOCK_SH | Posix.LOCK_NB) == 0) {
                posix.flock(fd, Posix.LOCK_UN);
            }
        } else if (posix.ofdLock(fd, Posix.F_RDLCK, range.start(), range.length(), false) == 0) {
            posix.ofdLock(fd, Posix.F_UNLCK, range.start(), range.length(), false);
        }
    }
}
