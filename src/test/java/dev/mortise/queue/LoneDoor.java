package dev.mortise.queue;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;

/** The only way into a lock that no other process wants. */
final class LoneDoor implements Door {

    private boolean entered;

    @Override
    public int pass(Mode mode, long now) {
        return tryEnter(mode, now);
    }

    /** A kernel would let one description in twice; here that is told. */
    @Override
    public int tryEnter(Mode mode, long now) {
        int result = entered ? -Errno.EDEADLK : 0;
        entered = true;
        return result;
    }

    @Override
    public int enter(Mode mode) {
        throw new IllegalStateException("nobody has to wait for another process");
    }

    @Override
    public int leave(Mode mode) {
        int result = entered ? 0 : -Errno.EINVAL;
        entered = false;
        return result;
    }

    @Override
    public boolean isCrowded(long now) {
        return false;
    }

    @Override
    public boolean hasLine() {
        return false;
    }

    @Override
    public int verify() {
        return 0;
    }

    @Override
    public int descriptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int recheck(long now) {
        return 0;
    }

    @Override
    public void close() {}

    boolean isEntered() {
        return entered;
    }
}
