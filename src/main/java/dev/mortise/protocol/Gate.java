package dev.mortise.protocol;

import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;

/**
 * Makes processes that wait for a {@code flock} stand in line.
 *
 * <p><b>Problem.</b> Whoever has just let go of a {@code flock} and wants it again is faster than everybody whom the kernel still has
 * to wake.
 *
 * <p><b>Consequence.</b> One process of eight may have the lock for seconds while the others wait, and a writer among readers
 * hardly ever gets in.
 *
 * <p><b>Mechanism.</b> A lock on one byte far behind the file's end. Who has to wait takes it first, and waits for the
 * {@code flock} while holding it; the next one waits for the byte. Who comes along looks whether anybody holds the byte, and stands
 * in line then too. The kernel does not let an open file description's lock and a {@code flock} see each other, on the file systems where
 * this is used.
 *
 * <p>A description that cannot be written cannot hold the byte exclusively. It takes it shared and gives it back at once: a turnstile, through
 * which it comes when it is its turn, but in which it never stands, since two sharers would let each other pass.
 *
 * <p>Only an open file description's lock (pid -1) on exactly this byte is one of ours: a stranger's lock on the whole file, which
 * covers the byte as well, is no line.
 *
 * <p><b>What remains.</b> Nothing here excludes anybody: only the {@code flock} does. A process that is stopped while it holds the byte keeps all who
 * wait behind it; they must try the {@code flock} from time to time whoever stands in line.
 */
public final class Gate {

    /** The byte. */
    public static final long START = 1L << 62;

    /** The byte could not be given back: whoever asked must close the descriptor, which gives back all that it has. */
    public static final int STUCK = -5401;

    private static final long LENGTH = 1;
    private static final int DESCRIPTION = -1;

    private final Posix posix;
    private final FlockProtocol lock;

    /**
     * Builds a gate.
     *
     * @param posix the door to the kernel
     * @param lock what it leads to
     */
    public Gate(Posix posix, FlockProtocol lock) {
        this.posix = posix;
        this.lock = lock;
    }

    /**
     * Looks whether somebody stands in line.
     *
     * @param fd of the lock, open for writing if {@code writable}
     * @param writable whether it is
     * @param answer to be filled
     * @return whether; no where the kernel does not say
     */
    public boolean isCrowded(int fd, boolean writable, LockInfo answer) {
        int probed = posix.ofdProbe(fd, writable ? Posix.F_WRLCK : Posix.F_RDLCK, START, LENGTH, answer);
        return probed == 0
                && answer.conflicts()
                && answer.pid() == DESCRIPTION
                && answer.start() == START
                && answer.length() == LENGTH;
    }

    /**
     * Stands in line and enters. To be verified.
     *
     * @param fd of the lock, not the other mode's while inside
     * @param mode how
     * @param writable whether the descriptor is open for writing
     * @return 0, {@code -EINTR} when kicked, or another {@code -errno}, and then it stands in no line; or {@link #STUCK}
     */
    public int enter(int fd, Mode mode, boolean writable) {
        int arrived = posix.ofdLock(fd, writable ? Posix.F_WRLCK : Posix.F_RDLCK, START, LENGTH, true);
        if (arrived < 0) {
            return arrived;
        }
        if (!writable) {
            return stepAside(fd) ? lock.enter(fd, mode) : STUCK;
        }
        int entered = lock.enter(fd, mode);
        return stepAside(fd) ? entered : STUCK;
    }

    private boolean stepAside(int fd) {
        return posix.ofdLock(fd, Posix.F_UNLCK, START, LENGTH, false) == 0;
    }
}
