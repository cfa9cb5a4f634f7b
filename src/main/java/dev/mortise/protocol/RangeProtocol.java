package dev.mortise.protocol;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/**
 * A lock that is an open file description's lock on a range of bytes ({@code F_OFD_SETLK}) of a permanent file.
 *
 * <p>All that {@link FlockProtocol} says of the file, of verifying and of leaving explicitly holds here too. What differs: an exclusive
 * lock needs a description open for writing and a shared one a description open for reading; ranges that do not overlap do not concern
 * each other; and programs that lock ranges the POSIX way are excluded, programs that use {@code flock} are not. The POSIX way itself is
 * never used: any close of the file in the process drops such locks.
 *
 * <p>Ranges lie within {@code [0, 2^62)}: what lies above is the {@linkplain Gate gate's}. A length of 0 would mean all bytes above as
 * well, and is refused.
 */
public final class RangeProtocol {

    /** The end of all ranges. */
    public static final long END = Gate.START;

    private final Posix posix;
    private final PermanentFile file;
    private final long start;
    private final long length;

    /**
     * Describes a lock; nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the file's directory, not closed here
     * @param name the file's name in it
     * @param start first byte
     * @param length number of bytes, at least 1
     */
    public RangeProtocol(Posix posix, int directory, Name name, long start, long length) {
        if (start < 0 || length < 1 || start > END - length) {
            throw new IllegalArgumentException(
                    "a range has at least 1 byte and lies within [0, 2^62), not [" + start + ", +" + length + ")");
        }
        this.posix = posix;
        this.file = new PermanentFile(posix, directory, name);
        this.start = start;
        this.length = length;
    }

    /**
     * Opens the lock and waits until it is entered.
     *
     * @param mode how
     * @return a descriptor for {@link #release}, or why not
     */
    public int acquire(Mode mode) {
        while (true) {
            posix.checkpoint("range", mode.rangeType());
            int fd = open();
            if (fd < 0) {
                return fd;
            }
            int entered = enterAndVerify(fd, mode);
            if (entered == 0) {
                return fd;
            }
            posix.close(fd);
            if (entered != PermanentFile.STALE) {
                return entered;
            }
        }
    }

    private int enterAndVerify(int fd, Mode mode) {
        int entered = enter(fd, mode);
        if (entered < 0) {
            return entered;
        }
        int verified = verify(fd);
        if (verified < 0) {
            leave(fd);
        }
        return verified;
    }

    /**
     * Leaves and closes.
     *
     * @param fd from {@link #acquire}
     * @return 0, or what {@link #leave} said
     */
    public int release(int fd) {
        int left = leave(fd);
        int closed = posix.close(fd);
        return left < 0 ? left : closed;
    }

    /**
     * Opens the file, and creates it if there is none.
     *
     * @return a descriptor of its own description, or why not
     */
    public int open() {
        return file.open();
    }

    /**
     * As {@link #open()}, and tells what was opened.
     *
     * @param found filled
     * @return a descriptor of its own description, or why not
     */
    public int open(FileStat found) {
        return file.open(found);
    }

    /**
     * Opens the file where it can only be read: enough to enter shared.
     *
     * @return a descriptor of its own description, or why not
     */
    public int openToRead() {
        return file.openToRead();
    }

    /**
     * As {@link #openToRead()}, and tells what was opened.
     *
     * @param found filled
     * @return a descriptor of its own description, or why not
     */
    public int openToRead(FileStat found) {
        return file.openToRead(found);
    }

    /**
     * Enters if nobody is in the way. To be verified.
     *
     * @param fd from {@link #open}
     * @param mode how
     * @return 0, {@code -EAGAIN}, or another {@code -errno}
     */
    public int tryEnter(int fd, Mode mode) {
        return posix.ofdLock(fd, mode.rangeType(), start, length, false);
    }

    /**
     * Waits until it is entered. To be verified.
     *
     * @param fd from {@link #open}
     * @param mode how
     * @return 0, {@code -EINTR} when kicked, or another {@code -errno}
     */
    public int enter(int fd, Mode mode) {
        return posix.ofdLock(fd, mode.rangeType(), start, length, true);
    }

    /**
     * Asks whether the name still means this file.
     *
     * @param fd from {@link #open}
     * @return 0, {@link PermanentFile#STALE}, or {@code -errno}
     */
    public int verify(int fd) {
        return file.verify(fd);
    }

    /**
     * Asks whether the name still means a file that is open.
     *
     * @param opened from {@link #open(FileStat)}
     * @return 0, {@link PermanentFile#STALE}, or {@code -errno}
     */
    public int verify(FileStat opened) {
        return file.verify(opened);
    }

    /**
     * Leaves; the descriptor stays open.
     *
     * @param fd inside
     * @return 0 or {@code -errno}
     */
    public int leave(int fd) {
        return posix.ofdLock(fd, Posix.F_UNLCK, start, length, false);
    }
}
