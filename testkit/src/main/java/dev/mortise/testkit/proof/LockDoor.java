package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Mode;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Gate;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;

/**
 * One open description of a lock file and what is remembered of it: in which order the library calls {@link Gate} and
 * {@link FlockProtocol}. The library's own door does the same for a station, and is nobody else's.
 */
final class LockDoor {

    private final FlockProtocol lock;
    private final Gate gate;
    private final Pace pace;
    private final boolean writable;
    private final int fd;

    private long probedAt;
    private long verifiedAt;
    private boolean crowded;

    LockDoor(FlockProtocol lock, Gate gate, Pace pace, boolean writable, int fd) {
        this.lock = lock;
        this.gate = gate;
        this.pace = pace;
        this.writable = writable;
        this.fd = fd;
        this.probedAt = pace.longAgo(pace.clock().getAsLong());
        this.verifiedAt = probedAt;
    }

    /** One that looks each time. */
    static LockDoor open(Stage stage) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        int fd = KernelRefusedException.require("open", lock.open());
        return new LockDoor(lock, new Gate(stage.posix(), lock), Pace.eachTime(), true, fd);
    }

    /** Without overtaking: 0, {@code -EAGAIN}, {@link FlockProtocol#STALE} or another {@code -errno}. */
    int pass(Mode mode) {
        long now = pace.clock().getAsLong();
        return isCrowded(now) ? -Errno.EAGAIN : tryEnter(mode, now);
    }

    private boolean isCrowded(long now) {
        if (crowded || now - probedAt >= pace.probeEvery()) {
            probedAt = now;
            crowded = gate.isCrowded(fd, writable, new LockInfo());
        }
        return crowded;
    }

    /** Whoever stands in line. */
    int tryEnter(Mode mode) {
        return tryEnter(mode, pace.clock().getAsLong());
    }

    private int tryEnter(Mode mode, long now) {
        int entered = lock.tryEnter(fd, mode);
        return entered == 0 && now - verifiedAt >= pace.verifyEvery() ? confirm(now) : entered;
    }

    /** In line; {@code -EINTR} when it was kicked out of it. */
    int enter(Mode mode) {
        int entered = gate.enter(fd, mode, writable);
        return entered == 0 ? confirm(pace.clock().getAsLong()) : entered;
    }

    private int confirm(long now) {
        int verified = lock.verify(fd);
        if (verified == 0) {
            verifiedAt = now;
        } else {
            lock.leave(fd);
        }
        return verified;
    }

    int leave() {
        return lock.leave(fd);
    }

    int descriptor() {
        return fd;
    }

    /** All that it remembers, in one number. Whom it saw does not matter to one that looks each time. */
    long memory() {
        boolean believes = crowded && pace.probeEvery() > 0;
        return ((probedAt * 31 + verifiedAt) * 31 + fd) * 2 + (believes ? 1 : 0);
    }
}
