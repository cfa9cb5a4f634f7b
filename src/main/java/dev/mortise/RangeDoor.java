package dev.mortise;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.RangeProtocol;

/** The door of a {@link RangeLock}. There is no gate: who waits for one range must not stand before another one. */
final class RangeDoor extends FileDoor {

    private final RangeProtocol protocol;

    RangeDoor(Posix posix, Folder folder, RangeProtocol protocol, Locksmith.OpenFile file) {
        super(posix, folder, file);
        this.protocol = protocol;
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
    int tryOnce(Mode mode) {
        return protocol.tryEnter(fd, mode);
    }

    @Override
    int block(Mode mode) {
        return protocol.enter(fd, mode);
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
