package dev.mortise.protocol;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;

/**
 * A file that is opened to be locked, and never removed, truncated, read or written for it.
 *
 * <p>What lies at the name may be anybody's work: links are not followed, nothing is waited for, nothing is changed, and what is not a
 * plain file of this user or of root with this one name is refused. An existing file is opened without {@code O_CREAT}, which a sticky
 * directory may refuse for a file of somebody else.
 *
 * <p>Descriptors and results are as {@link Posix} has them: {@code >= 0}, or {@code -errno}, or one of the refusals below, which are
 * smaller than every {@code -errno}. Safe for use by many threads.
 */
public final class PermanentFile {

    /** The name means another file by now, or none. */
    public static final int STALE = -5001;
    /** The name means a directory, a FIFO or a device. */
    public static final int NOT_REGULAR = -5002;
    /** The file belongs neither to this user nor to root. */
    public static final int NOT_OURS = -5003;
    /** The file has another name besides this one, which may be somebody's precious file. */
    public static final int HARD_LINKED = -5004;

    private static final int CAUTION = Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;
    private static final int PRIVATE = 0600;

    private final Posix posix;
    private final int directory;
    private final Name name;

    /**
     * Describes a file; nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the file's directory, not closed here
     * @param name the file's name in it
     */
    public PermanentFile(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.name = name;
    }

    /**
     * Opens the file for reading and writing, and creates it, readable and writable by its owner alone, if there is none.
     *
     * @return a descriptor of its own description, or why not
     */
    public int open() {
        return open(new FileStat());
    }

    /**
     * As {@link #open()}, and tells what was opened.
     *
     * @param found filled
     * @return a descriptor of its own description, or why not
     */
    public int open(FileStat found) {
        int fd = posix.openat(directory, name.terminated(), Posix.O_RDWR | CAUTION, 0);
        if (fd == -Errno.ENOENT) {
            fd = posix.openat(directory, name.terminated(), Posix.O_RDWR | Posix.O_CREAT | CAUTION, PRIVATE);
        }
        return inspected(fd, found);
    }

    /**
     * Opens the file for reading, where it cannot be written and is not to be created: enough to lock it shared.
     *
     * @return a descriptor of its own description, or why not
     */
    public int openToRead() {
        return openToRead(new FileStat());
    }

    /**
     * As {@link #openToRead()}, and tells what was opened.
     *
     * @param found filled
     * @return a descriptor of its own description, or why not
     */
    public int openToRead(FileStat found) {
        return inspected(posix.openat(directory, name.terminated(), Posix.O_RDONLY | CAUTION, 0), found);
    }

    private int inspected(int fd, FileStat found) {
        if (fd < 0) {
            return fd;
        }
        int refusal = inspect(fd, found);
        if (refusal < 0) {
            posix.close(fd);
            return refusal;
        }
        return fd;
    }

    private int inspect(int fd, FileStat stat) {
        int result = posix.fstat(fd, stat);
        if (result < 0) {
            return result;
        }
        if (!stat.isRegular()) {
            return NOT_REGULAR;
        }
        if (stat.uid() != 0 && stat.uid() != posix.getuid()) {
            return NOT_OURS;
        }
        return stat.links() > 1 ? HARD_LINKED : 0;
    }

    /**
     * Asks whether the name still means this file: only then does its lock exclude those who come by the name.
     *
     * @param fd of this file
     * @return 0, {@link #STALE}, or {@code -errno}
     */
    public int verify(int fd) {
        FileStat mine = new FileStat();
        int described = posix.fstat(fd, mine);
        return described < 0 ? described : verify(mine);
    }

    /**
     * Asks whether the name still means a file that is open.
     *
     * @param mine the file, which no other one can be taken for as long as it is open
     * @return 0, {@link #STALE}, or {@code -errno}
     */
    public int verify(FileStat mine) {
        FileStat named = new FileStat();
        int found = posix.statx(directory, name.terminated(), Posix.AT_SYMLINK_NOFOLLOW, named);
        if (found == -Errno.ENOENT) {
            return STALE;
        }
        if (found < 0) {
            return found;
        }
        return mine.sameFile(named) ? 0 : STALE;
    }
}
