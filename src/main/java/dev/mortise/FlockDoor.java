package dev.mortise;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Gate;
import dev.mortise.queue.Station;
import org.jspecify.annotations.Nullable;

/** The door of a {@link KernelLock}: a {@code flock}, and the gate before it where there can be one. */
final class FlockDoor extends FileDoor {

    /** How long nobody seen in line is believed; somebody seen there is looked for again each time. */
    private static final long PROBE_EVERY = 1_000_000;

    private final FlockProtocol protocol;
    private final @Nullable Gate gate;
    private final boolean writable;
    private final LockInfo answer = new LockInfo();
    private long probedAt;
    private boolean crowded;

    FlockDoor(Posix posix, Folder folder, FlockProtocol protocol, Locksmith.OpenFile file) {
        super(posix, folder, file);
        this.protocol = protocol;
        this.gate = file.kind().keepsRangesApart() ? new Gate(posix, protocol) : null;
        this.writable = file.writable();
        this.probedAt = posix.monotonicNanos() - PROBE_EVERY;
    }

    @Override
    public boolean isCrowded(long now) {
        if (gate == null) {
            return false;
        }
        if (crowded || now - probedAt >= PROBE_EVERY) {
            probedAt = now;
            crowded = gate.isCrowded(fd, writable, answer);
        }
        return crowded;
    }

    @Override
    public boolean hasLine() {
        return gate != null;
    }

    @Override
    int tryOnce(Mode mode) {
        return protocol.tryEnter(fd, mode);
    }

    @Override
    int block(Mode mode) {
        if (gate == null) {
            return protocol.enter(fd, mode);
        }
        int entered = gate.enter(fd, mode, writable);
        return entered == Gate.STUCK ? Station.MOVED : entered;
    }

    @Override
    public int leave(Mode mode) {
        return protocol.leave(fd);
    }

    @Override
    int compare(FileStat identity) {
        return protocol.verify(identity);
    }
}
