package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * A wait in the kernel that another thread of the process may end: at a tick that thread tries the lock through another description, and if it
 * is let in it kicks the waiting one out.
 *
 * <p>To wait and to try again are the same to a kernel that lets in whoever comes first, so each waiting call becomes tries with
 * ticks between them. A tick that fails changes nothing; so it is enough that one can come after each try that failed.
 * The kick may come late, when the call has been granted: then it is answered.
 */
final class Standing extends ForwardingPosix {

    private final LongSupplier memory;
    private final Runnable beforeEachTry;
    private final IntSupplier tick;
    private final boolean late;
    private int outcome = -Errno.EAGAIN;

    /**
     * Makes one.
     *
     * @param posix where the calls go
     * @param memory what the code remembers while it waits
     * @param beforeEachTry told that the process may stand still here for ever
     * @param tick lets the other thread try
     * @param late whether the kick comes late
     */
    Standing(Posix posix, LongSupplier memory, Runnable beforeEachTry, IntSupplier tick, boolean late) {
        super(posix);
        this.memory = memory;
        this.beforeEachTry = beforeEachTry;
        this.tick = tick;
        this.late = late;
    }

    @Override
    public int flock(int fd, int operation) {
        if (operation == LOCK_UN || (operation & LOCK_NB) != 0) {
            return super.flock(fd, operation);
        }
        return waitFor("flock", () -> super.flock(fd, operation | LOCK_NB));
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        if (!wait) {
            return super.ofdLock(fd, type, start, length, false);
        }
        return waitFor("gate", () -> super.ofdLock(fd, type, start, length, false));
    }

    private int waitFor(String label, IntSupplier attempt) {
        while (true) {
            checkpoint(label, memory.getAsLong() * 31 + outcome);
            beforeEachTry.run();
            int answer = attempt.getAsInt();
            if (answer != -Errno.EAGAIN || isKicked()) {
                return isKicked() && answer != 0 ? -Errno.EINTR : answer;
            }
            outcome = tick.getAsInt();
            if (isKicked() && !late) {
                return -Errno.EINTR;
            }
        }
    }

    private boolean isKicked() {
        return outcome != -Errno.EAGAIN;
    }

    /** What came of the ticks: {@code -EAGAIN} if nothing did. Asked once. */
    int outcome() {
        int last = outcome;
        outcome = -Errno.EAGAIN;
        return last;
    }
}
