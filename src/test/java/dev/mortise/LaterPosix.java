package dev.mortise;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import java.util.concurrent.atomic.AtomicLong;

/** A door whose monotonic clock can be put forward. */
final class LaterPosix extends ForwardingPosix {

    private final AtomicLong ahead = new AtomicLong();

    LaterPosix(Posix target) {
        super(target);
    }

    void pass(long nanos) {
        ahead.addAndGet(nanos);
    }

    @Override
    public long monotonicNanos() {
        return super.monotonicNanos() + ahead.get();
    }
}
