package dev.mortise;

import dev.mortise.posix.Mode;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/** Two views of one lock. */
final class ReadWriteView implements ReadWriteLock {

    private final Lock reader;
    private final Lock writer;

    ReadWriteView(Entrance entrance) {
        this.reader = new LockView(entrance.as(Mode.SHARED));
        this.writer = new LockView(entrance.as(Mode.EXCLUSIVE));
    }

    @Override
    public Lock readLock() {
        return reader;
    }

    @Override
    public Lock writeLock() {
        return writer;
    }
}
