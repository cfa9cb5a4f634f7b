package dev.mortise.testkit.conductor;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;

/** What one thread of a puppet does, by the real backend. */
class RealHands extends ForwardingPosix implements Hands {

    private final JdkRecordLocks recordLocks;
    private boolean inside;

    RealHands(Posix posix) {
        super(posix);
        recordLocks = new JdkRecordLocks(posix);
    }

    @Override
    public int stand(boolean nowInside) {
        inside = nowInside;
        return 0;
    }

    @Override
    public int whoIsInside() {
        return inside ? getpid() : 0;
    }

    @Override
    public int posixLock(int fd, int type, long start, long length, boolean wait) {
        return recordLocks.lock(fd, type, start, length, wait);
    }
}
