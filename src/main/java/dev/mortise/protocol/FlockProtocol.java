package dev.mortise.protocol;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/**
 * A lock that is {@code flock} on a permanent file.
 *
 * <p><b>Problem.</b> A file that stands for a lock outlives its owner, and whoever then judges it stale and removes it by name
 * may remove the file of the next owner: between the judgement and the removal lies time.
 *
 * <p><b>Consequence.</b> Two holders, as every lock file had that is cleaned up by name.
 *
 * <p><b>Mechanism.</b> The file means nothing; the kernel's lock on it does. It ends with the descriptor that holds it, however
 * the owner ends, so nothing is ever stale and nothing is cleaned. The file is never removed by this protocol, and it is
 * never read or written either.
 *
 * <p>Somebody else may remove it or put another in its place. A contender that had it open by then locks an inode that no
 * name leads to any more:
 *
 * <pre>
 *   P.1  openat(L)       inode 7
 *   Q.1  unlinkat(L)     while Q holds the lock of inode 7, as it must
 *   P.2  flock(7, EX)    granted when Q lets go
 *   R.1  openat(L)       creates inode 8
 *   R.2  flock(8, EX)    granted: R is inside
 *   P.3  verify          L is inode 8, not 7: P leaves and opens again
 * </pre>
 *
 * <p>The open descriptor pins inode 7, so its number cannot be given to another file meanwhile and the comparison is exact.
 *
 * <p><b>What remains.</b> Whoever removes the file without holding its lock admits a second holder; then the first one is told by
 * {@link #verify}, which it may ask at any time. {@code LOCK_UN} is said explicitly before closing, because a child process may
 * share the description, and closing our descriptor would leave it locked; for the same reason descriptors are closed on exec,
 * since of an owner that is killed only a shared description would keep the lock. A lock is never changed between shared and
 * exclusive: the kernel drops the old one first.
 *
 * <p>Descriptors and results are as {@link Posix} has them: {@code >= 0}, or {@code -errno}, or one of {@link PermanentFile}'s
 * refusals. Safe for use by many threads, each with a descriptor of its own.
 */
public final class FlockProtocol {

    /** See {@link PermanentFile#STALE}. */
    public static final int STALE = PermanentFile.STALE;

    private final Posix posix;
    private final PermanentFile file;

    /**
     * Describes a lock; nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the lock file's directory, not closed here
     * @param name the lock file's name in it
     */
    public FlockProtocol(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.file = new PermanentFile(posix, directory, name);
    }

    /**
     * Opens the lock and waits until it is entered.
     *
     * @param mode how
     * @return a descriptor for {@link #release}, or why not
     */
    public int acquire(Mode mode) {
        return acquire(mode.flockOperation());
    }

    /**
     * Opens the lock and enters it if nobody is in the way.
     *
     * @param mode how
     * @return a descriptor for {@link #release}, {@code -EAGAIN} when somebody is, or why not
     */
    public int tryAcquire(Mode mode) {
        return acquire(mode.flockOperation() | Posix.LOCK_NB);
    }

    private int acquire(int operation) {
        while (true) {
            posix.checkpoint("flock", operation);
            int fd = open();
            if (fd < 0) {
                return fd;
            }
            int entered = enterAndVerify(fd, operation);
            if (entered == 0) {
                return fd;
            }
            posix.close(fd);
            if (entered != STALE) {
                return entered;
            }
        }
    }

    private int enterAndVerify(int fd, int operation) {
        int entered = posix.flock(fd, operation);
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
     * @param fd from {@link #acquire} or {@link #tryAcquire}
     * @return 0, or what {@link #leave} said
     */
    public int release(int fd) {
        int left = leave(fd);
        int closed = posix.close(fd);
        return left < 0 ? left : closed;
    }

    /**
     * Opens the lock file, and creates it if there is none.
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
     * Opens the lock file where it can only be read: enough to enter shared.
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
     * @param mode how; not the other one while inside
     * @return 0, {@code -EAGAIN}, or another {@code -errno}
     */
    public int tryEnter(int fd, Mode mode) {
        return posix.flock(fd, mode.flockOperation() | Posix.LOCK_NB);
    }

    /**
     * Waits until it is entered. To be verified.
     *
     * @param fd from {@link #open}
     * @param mode how; not the other one while inside
     * @return 0, {@code -EINTR} when kicked, or another {@code -errno}
     */
    public int enter(int fd, Mode mode) {
        return posix.flock(fd, mode.flockOperation());
    }

    /**
     * Asks whether the name still means this file: only then does its lock exclude those who come by the name.
     *
     * @param fd from {@link #open}
     * @return 0, {@link #STALE}, or {@code -errno}
     */
    public int verify(int fd) {
        return file.verify(fd);
    }

    /**
     * Asks whether the name still means a file that is open.
     *
     * @param opened from {@link #open(FileStat)}
     * @return 0, {@link #STALE}, or {@code -errno}
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
        return posix.flock(fd, Posix.LOCK_UN);
    }
}
