package dev.mortise;

import dev.mortise.posix.Mode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A lock as {@code java.util.concurrent} knows it: owned by a thread, reentrant. */
final class LockView implements Lock {

    private final Entrance entrance;
    private final ViewBook book;

    LockView(Entrance entrance) {
        this.entrance = entrance;
        this.book = entrance.mortise().views();
    }

    @Override
    public void lock() {
        try {
            if (!enterAgain()) {
                note(entrance.acquireStubbornly());
            }
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        try {
            if (!enterAgain()) {
                note(entrance.acquire());
            }
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tryLock() {
        try {
            return enterAgain() || note(entrance.tryAcquire());
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        try {
            Duration timeout = Duration.ofNanos(Math.max(0, unit.toNanos(time)));
            return enterAgain() || note(entrance.acquireWithin(timeout));
        } catch (LockException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A writer may read as well; a reader that wants to write would wait for itself, or for another one like it. */
    private boolean enterAgain() throws LockException {
        ViewBook.Entry entry = book.find(entrance.spot(), entrance.lockIfLocking());
        if (entry == null) {
            return false;
        }
        if (entry.mode() == Mode.SHARED && entrance.mode() == Mode.EXCLUSIVE) {
            throw new IllegalStateException(
                    "thread " + Thread.currentThread().getName() + " shares " + entrance.spot()
                            + " and wants it alone; let go of the shared lock first: two that upgrade would wait for each other");
        }
        book.again(entry, entrance.mode());
        return true;
    }

    private boolean note(@Nullable Hold hold) throws LockException {
        if (hold == null) {
            return false;
        }
        if (hold instanceof SeatedHold held) {
            book.open(held.openLock(), entrance.mode(), held);
        }
        return true;
    }

    @Override
    public void unlock() {
        if (!entrance.mortise().isLocking()) {
            return;
        }
        ViewBook.Entry entry = book.isBlank() ? null : book.find(entrance.spot(), entrance.lockOrNull());
        if (entry == null || !entry.isHeld(entrance.mode())) {
            throw new IllegalMonitorStateException("thread "
                    + Thread.currentThread().getName() + " does not hold " + entrance.spot() + " through a view");
        }
        book.close(entry, entrance.mode());
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("a lock between processes has no conditions: who should signal them?");
    }

    @Override
    public String toString() {
        return "view of " + entrance;
    }
}
