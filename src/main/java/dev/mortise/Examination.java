package dev.mortise;

import dev.mortise.owner.KernelLocks.Kind;
import dev.mortise.owner.LabelFormat;
import dev.mortise.owner.LabelReading;
import dev.mortise.owner.LockJudge;
import dev.mortise.owner.LockJudge.Effort;
import dev.mortise.owner.LockJudge.Subject;
import dev.mortise.owner.Processes;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.LabelPage;
import java.util.Arrays;

/** Looks at a lock file and at what the kernel says about it, and leaves both as they are. */
final class Examination {

    private static final long BRIEF_NANOS = 3_000_000;
    private static final int CAUTION = Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;

    private final Posix posix;
    private final Spot spot;
    private final Effort effort;

    private Examination(Posix posix, Spot spot, Effort effort) {
        this.posix = posix;
        this.spot = spot;
        this.effort = effort;
    }

    /** As thorough as it can be. */
    static Examination thorough(Posix posix, Spot spot) {
        return new Examination(posix, spot, new Effort(Long.MAX_VALUE / 2, 0));
    }

    /** For somebody who has waited long enough. */
    static Examination brief(Posix posix, Spot spot) {
        return new Examination(posix, spot, new Effort(BRIEF_NANOS, posix.getpid()));
    }

    /** A file that is not there is nobody's lock. */
    Verdict verdict() throws LockException {
        byte[] path = pathBytes();
        int fd = posix.openat(Posix.AT_FDCWD, path, Posix.O_RDONLY | CAUTION, 0);
        boolean readable = fd >= 0;
        if (fd == -Errno.EACCES || fd == -Errno.EPERM) {
            fd = posix.openat(Posix.AT_FDCWD, path, Posix.O_PATH | CAUTION, 0);
        }
        if (fd == -Errno.ENOENT) {
            return LockJudge.nothingThere();
        }
        if (fd < 0) {
            throw Failures.examine(spot, fd);
        }
        try {
            return judge(fd, readable);
        } finally {
            posix.close(fd);
        }
    }

    private byte[] pathBytes() throws LockException {
        try {
            return Name.pathBytes(spot.path());
        } catch (IllegalArgumentException e) {
            throw Failures.path(spot.path(), e);
        }
    }

    private Verdict judge(int fd, boolean readable) throws LockException {
        FileStat file = new FileStat();
        int described = posix.fstat(fd, file);
        if (described < 0) {
            throw Failures.examine(spot, described);
        }
        Spot.Range range = spot.range();
        boolean labelled = range == null && readable && file.isRegular();
        Subject subject = new Subject(
                fd,
                file,
                range == null ? Kind.FLOCK : Kind.OFD,
                range == null ? 0 : range.start(),
                range == null ? Long.MAX_VALUE : range.start() + range.length() - 1,
                labelled ? label(posix, fd) : LabelReading.none());
        return LockJudge.judge(posix, Processes.of(posix), subject, effort);
    }

    /** What is in a lock file. One byte more than a label may have shows that it is none. */
    static LabelReading label(Posix posix, int fd) {
        byte[] buffer = new byte[LabelFormat.MOST_BYTES + 1];
        int read = LabelPage.read(posix, fd, buffer);
        return read < 0 ? LabelReading.none() : LabelFormat.read(Arrays.copyOf(buffer, read));
    }
}
