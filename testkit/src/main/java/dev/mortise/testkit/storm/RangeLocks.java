package dev.mortise.testkit.storm;

import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.RangeLock;
import dev.mortise.posix.Mode;
import java.nio.file.Path;

/** {@link RangeLock}, as it ships, on the hundred bytes that the C twin locks, too. */
public final class RangeLocks implements LockMaker {

    private static final int LENGTH = 100;

    /** Makes the maker. */
    public RangeLocks() {}

    @Override
    public ProcessLock make(Mortise mortise, Path file, Mode mode) {
        RangeLock lock = mortise.rangeLock(file, 0, LENGTH);
        return mode == Mode.SHARED ? lock.shared() : lock;
    }
}
