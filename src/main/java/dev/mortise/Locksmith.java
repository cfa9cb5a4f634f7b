package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.FileSystemKind.Trust;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.RangeProtocol;
import dev.mortise.queue.Door;
import dev.mortise.queue.Station;
import dev.mortise.queue.WalledDoor;
import org.jspecify.annotations.Nullable;

/** Opens one lock file, as often as it takes, and makes doors of what it opened. */
final class Locksmith {

    private final Posix posix;
    private final Spot spot;
    private final Folder folder;
    private final Room room;
    private final @Nullable FlockProtocol flock;
    private final @Nullable RangeProtocol range;

    Locksmith(Posix posix, Spot spot, Folder folder, Name name, Room room) {
        this.posix = posix;
        this.spot = spot;
        this.folder = folder;
        this.room = room;
        Spot.Range bytes = spot.range();
        this.flock = bytes == null ? new FlockProtocol(posix, folder.descriptor(), name) : null;
        this.range = bytes == null
                ? null
                : new RangeProtocol(posix, folder.descriptor(), name, bytes.start(), bytes.length());
    }

    /** Opens the file as well as it can be opened for a mode. */
    OpenFile open(Mode mode) throws LockException {
        refuseUntrusted(folder.kind());
        FileStat identity = new FileStat();
        int fd = openToWrite(identity);
        boolean writable = true;
        if (mode == Mode.SHARED && isReadOnly(fd)) {
            writable = false;
            fd = openToRead(identity);
        }
        if (fd < 0) {
            throw Failures.open(spot, mode, fd);
        }
        return inspected(fd, writable, identity);
    }

    private OpenFile inspected(int fd, boolean writable, FileStat identity) throws LockException {
        boolean kept = false;
        try {
            FileSystemKind kind = folder.kindOf(fd, identity);
            refuseUntrusted(kind);
            kept = true;
            return new OpenFile(fd, writable, identity, kind);
        } finally {
            if (!kept) {
                posix.close(fd);
            }
        }
    }

    private void refuseUntrusted(FileSystemKind kind) throws LockException {
        boolean refused = kind.trust() == Trust.NONE || (kind.trust() == Trust.ON_POLICY && !spot.trusting());
        if (refused) {
            throw Failures.fileSystem(spot, kind);
        }
    }

    private int openToWrite(FileStat identity) {
        return room.open(
                () -> flock != null ? flock.open(identity) : needRange().open(identity));
    }

    private int openToRead(FileStat identity) {
        return room.open(
                () -> flock != null ? flock.openToRead(identity) : needRange().openToRead(identity));
    }

    private static boolean isReadOnly(int result) {
        return result == -Errno.EACCES || result == -Errno.EROFS || result == -Errno.EPERM;
    }

    Door door(OpenFile file) {
        if (flock != null) {
            return new FlockDoor(posix, folder, flock, file);
        }
        return new RangeDoor(posix, folder, needRange(), file);
    }

    Numbering numbering() {
        return new Numbering(posix, spot, folder);
    }

    /** Another description of the same file; none if the name means another one by now, or the lock was closed meanwhile. */
    Door another(OpenFile like) {
        if (!folder.borrow()) {
            return new WalledDoor(Station.MOVED);
        }
        try {
            return openAnother(like);
        } finally {
            folder.giveBack();
        }
    }

    private Door openAnother(OpenFile like) {
        FileStat identity = new FileStat();
        int fd = like.writable() ? openToWrite(identity) : openToRead(identity);
        if (fd < 0) {
            return new WalledDoor(folder.hasMoved() ? Station.MOVED : fd);
        }
        if (!identity.sameFile(like.identity())) {
            posix.close(fd);
            return new WalledDoor(Station.MOVED);
        }
        return door(new OpenFile(fd, like.writable(), identity, like.kind()));
    }

    private RangeProtocol needRange() {
        if (range == null) {
            throw new IllegalStateException("a lock is one of the two kinds");
        }
        return range;
    }

    /**
     * A lock file that was opened.
     *
     * @param fd its descriptor
     * @param writable whether it is open for writing
     * @param identity what it is
     * @param kind of its file system
     */
    record OpenFile(int fd, boolean writable, FileStat identity, FileSystemKind kind) {

        /** Whether somebody else decides what a lock means here. */
        boolean isForeign() {
            return kind.trust() == Trust.ON_POLICY;
        }
    }
}
