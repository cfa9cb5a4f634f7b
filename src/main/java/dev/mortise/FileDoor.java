package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.PermanentFile;
import dev.mortise.queue.Door;
import dev.mortise.queue.Station;

/** A door that is an open lock file. What its kind of lock is, a subclass says. */
abstract class FileDoor implements Door {

    /** How long a lock file may have been replaced until those who find it free notice. Those who blocked look in any case. */
    private static final long VERIFY_EVERY = 100_000_000;

    final Posix posix;
    final int fd;
    private final Folder folder;
    private final FileStat identity;
    private long verifiedAt;

    FileDoor(Posix posix, Folder folder, Locksmith.OpenFile file) {
        this.posix = posix;
        this.folder = folder;
        folder.borrow();
        this.fd = file.fd();
        this.identity = file.identity();
        this.verifiedAt = posix.monotonicNanos() - VERIFY_EVERY;
    }

    abstract int tryOnce(Mode mode);

    abstract int block(Mode mode);

    /** 0, {@link PermanentFile#STALE}, or {@code -errno}. */
    abstract int compare(FileStat identity);

    @Override
    public int pass(Mode mode, long now) {
        return isCrowded(now) ? -Errno.EAGAIN : tryEnter(mode, now);
    }

    @Override
    public int tryEnter(Mode mode, long now) {
        int entered = tryOnce(mode);
        if (entered == 0 && now - verifiedAt >= VERIFY_EVERY) {
            return confirm(mode, now);
        }
        return entered;
    }

    @Override
    public int enter(Mode mode) {
        int entered = block(mode);
        return entered == 0 ? confirm(mode, posix.monotonicNanos()) : entered;
    }

    private int confirm(Mode mode, long now) {
        int verified = verify();
        if (verified == 0) {
            verifiedAt = now;
        } else {
            leave(mode);
        }
        return verified;
    }

    @Override
    public int verify() {
        int compared = compare(identity);
        if (compared == PermanentFile.STALE || (compared == 0 && folder.hasMoved())) {
            return Station.MOVED;
        }
        return compared;
    }

    @Override
    public int recheck(long now) {
        if (now - verifiedAt < VERIFY_EVERY) {
            return 0;
        }
        int verified = verify();
        if (verified == 0) {
            verifiedAt = now;
        }
        return verified;
    }

    @Override
    public int descriptor() {
        return fd;
    }

    @Override
    public void close() {
        posix.close(fd);
        folder.giveBack();
    }
}
