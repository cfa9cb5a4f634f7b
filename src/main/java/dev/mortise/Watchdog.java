package dev.mortise;

import dev.mortise.posix.Posix;
import java.time.Duration;

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

    void expectAnAnswer(Spot spot, int fd) throws LockException {
        Thread scout = new Thread(() -> tryOnce(spot, fd), "mortise-watchdog");
        scout.setDaemon(true);
        scout.start();
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
        if (scout.isAlive()) {
            throw Failures.neverAnswered(spot, patience);
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
