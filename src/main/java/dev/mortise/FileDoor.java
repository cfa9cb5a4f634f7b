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
        return entered == 0 && isDue(now) ? keptIf(verifyAt(now), mode) : entered;
    }

    /** While one waited much may have happened to the name: it is looked at each time, the directory's path when it is due. */
    @Override
    public int enter(Mode mode) {
        int entered = block(mode);
        if (entered != 0) {
            return entered;
        }
        long now = posix.monotonicNanos();
        return keptIf(isDue(now) ? verifyAt(now) : verifyName(), mode);
    }

    /** What cannot be left is left by closing it, as a file is that was moved. */
    private int keptIf(int verified, Mode mode) {
        boolean left = verified == 0 || leave(mode) == 0;
        return left ? verified : Station.MOVED;
    }

    private boolean isDue(long now) {
        return now - verifiedAt >= VERIFY_EVERY;
    }

    private int verifyAt(long now) {
        int verified = verifyName();
        if (verified != 0) {
            return verified;
        }
        if (folder.hasMoved(now)) {
            return Station.MOVED;
        }
        verifiedAt = now;
        return 0;
    }

    private int verifyName() {
        int compared = compare(identity);
        return compared == PermanentFile.STALE ? Station.MOVED : compared;
    }

    @Override
    public int verify() {
        int verified = verifyName();
        return verified == 0 && folder.hasMoved() ? Station.MOVED : verified;
    }

    @Override
    public int recheck(long now) {
        return isDue(now) ? verifyAt(now) : 0;
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
