package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.FileSystemKind.Trust;
import dev.mortise.posix.Mode;
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
    private final LockPlace place;
    private final Room room;
    private final @Nullable FlockProtocol flock;
    private final @Nullable RangeProtocol range;

    Locksmith(Posix posix, Spot spot, LockPlace place, Room room) {
        this.posix = posix;
        this.spot = spot;
        this.place = place;
        this.room = room;
        Spot.Range bytes = spot.range();
        this.flock = bytes == null ? new FlockProtocol(posix, place.directory(), place.name()) : null;
        this.range = bytes == null
                ? null
                : new RangeProtocol(posix, place.directory(), place.name(), bytes.start(), bytes.length());
    }

    /** Opens the file as well as it can be opened for a mode. */
    OpenFile open(Mode mode) throws LockException {
        refuseUntrusted(place.kind());
        int fd = openToWrite();
        boolean writable = true;
        if (mode == Mode.SHARED && isReadOnly(fd)) {
            writable = false;
            fd = openToRead();
        }
        if (fd < 0) {
            throw Failures.open(spot, mode, fd);
        }
        return inspected(fd, writable, mode);
    }

    /** The file itself may be mounted from somewhere else than its directory. */
    private OpenFile inspected(int fd, boolean writable, Mode mode) throws LockException {
        boolean kept = false;
        try {
            FileStat identity = new FileStat();
            int described = posix.fstat(fd, identity);
            if (described < 0) {
                throw Failures.open(spot, mode, described);
            }
            FileSystemKind kind = FileSystemKind.of(posix, fd);
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

    private int openToWrite() {
        return room.open(() -> flock != null ? flock.open() : needRange().open());
    }

    private int openToRead() {
        return room.open(() -> flock != null ? flock.openToRead() : needRange().openToRead());
    }

    private static boolean isReadOnly(int result) {
        return result == -Errno.EACCES || result == -Errno.EROFS || result == -Errno.EPERM;
    }

    Door door(OpenFile file) {
        if (flock != null) {
            return new FlockDoor(posix, place, flock, file);
        }
        return new RangeDoor(posix, place, needRange(), file.fd());
    }

    /** Another description of the same file; none if the name means another one by now, or the lock was closed meanwhile. */
    Door another(OpenFile like) {
        if (!place.borrow()) {
            return new WalledDoor(Station.MOVED);
        }
        try {
            return openAnother(like);
        } finally {
            place.giveBack();
        }
    }

    private Door openAnother(OpenFile like) {
        int fd = like.writable() ? openToWrite() : openToRead();
        if (fd < 0) {
            return new WalledDoor(place.hasMoved() ? Station.MOVED : fd);
        }
        FileStat stat = new FileStat();
        int described = posix.fstat(fd, stat);
        if (described < 0 || !stat.sameFile(like.identity())) {
            posix.close(fd);
            return new WalledDoor(described < 0 ? described : Station.MOVED);
        }
        return door(new OpenFile(fd, like.writable(), stat, like.kind()));
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
