package dev.mortise.protocol;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces what a name means by a file with other contents, at once: whoever reads, and whatever a power cut leaves, has the old or the new.
 *
 * <p><b>Problem.</b> A file that is written in place is half old and half new when its writer is killed. One that is written aside and renamed may
 * have its name on the disk before its contents, and is empty after a power cut; and the name may not be there for seconds.
 *
 * <p><b>Mechanism.</b> Aside, forced, renamed, and the directory forced.
 *
 * <pre>
 *   create temp, with a name drawn at random, for this user alone; flock it; it has a name still
 *   mode and owner of the old file;  write;  fsync temp
 *   rename temp to name                   from here on readers have the new contents
 *   unlock temp                           not before: a sweeper would remove what is about to get the name
 *   fsync directory, and those above       from here on it is there after a power cut
 * </pre>
 *
 * <p><b>A file that is left over</b> by somebody who was killed is one that can be locked: {@link #sweep} locks it, looks whether its name still means
 * it, and removes it. One that it cannot lock is being written. One that a sweeper has locked before its writer could is given up by the
 * writer, who takes another name.
 *
 * <p><b>A force that fails</b> says that contents may be lost, and a second one would say that they are not: it is never repeated. Before the rename
 * nothing has happened then. After it the name means the new file, and whether it does after a power cut is not known.
 *
 * <p><b>What remains.</b> Whoever replaces by another way, or writes through the name, may take part of this away. Two who replace at the
 * same time both succeed, and the later one's contents stay: a lock is another thing.
 */
public final class ReplaceProtocol {

    /** It has happened, but the directory could not be forced to the disk: after a power cut the old contents may be back. */
    public static final int NOT_PROVEN_DURABLE = -5301;
    /** Each file that was made was taken away before it could be used. */
    public static final int RESTLESS = -5302;

    private static final int MOST_NAMES = 100;
    private static final int CREATE = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;
    private static final int CAUTION = Posix.O_RDWR | Posix.O_NOFOLLOW | Posix.O_NONBLOCK | Posix.O_CLOEXEC;
    private static final int OURS_ALONE = 0600;

    private final Posix posix;
    private final int directory;
    private final byte[] target;
    private final TemporaryName temporary;

    /**
     * Describes what is to be replaced; nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of its directory, not closed here
     * @param name its name there
     */
    public ReplaceProtocol(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.target = name.terminated();
        this.temporary = new TemporaryName(name);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Replacing
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Replaces, or creates what was not there.
     *
     * @param contents what is to be in the file
     * @return 0 when it is on the disk; {@link #NOT_PROVEN_DURABLE} when it has happened and may be undone; anything else: nothing has
     *     happened
     */
    public int replace(byte[] contents) {
        Temporary made = new Temporary();
        int fd = make(made);
        if (fd < 0) {
            return fd;
        }
        int result = fill(fd, contents);
        if (result == 0) {
            result = posix.renameat2(directory, made.name, directory, target, 0);
        }
        if (result < 0) {
            posix.unlinkat(directory, made.name, 0);
        }
        posix.flock(fd, Posix.LOCK_UN);
        posix.close(fd);
        return result < 0 ? result : forceDirectory();
    }

    /**
     * As {@link #replace(byte[])}, in a directory the way to which may be new.
     *
     * @param contents what is to be in the file
     * @param way that was opened to its directory; forced here
     * @return as there
     */
    public int replace(byte[] contents, DirectoryWay way) {
        int replaced = replace(contents);
        int forced = replaced == 0 ? way.force() : 0;
        return forced < 0 ? NOT_PROVEN_DURABLE : replaced;
    }

    /** What was made for this one time. */
    private static final class Temporary {

        private byte[] name = new byte[0];
    }

    /** Made, locked, and still there. */
    private int make(Temporary made) {
        for (int i = 0; i < MOST_NAMES; i++) {
            made.name = temporary.draw(posix);
            if (made.name.length == 0) {
                return -Errno.EIO;
            }
            int fd = posix.openat(directory, made.name, CREATE, OURS_ALONE);
            if (fd < 0 && fd != -Errno.EEXIST) {
                return fd;
            }
            if (fd >= 0) {
                int mine = claim(fd);
                if (mine == 0) {
                    return fd;
                }
                posix.close(fd);
                if (mine != -Errno.EAGAIN) {
                    posix.unlinkat(directory, made.name, 0);
                    return mine;
                }
            }
        }
        return RESTLESS;
    }

    /** Not if a sweeper was faster: it has the lock, or has removed the name. */
    private int claim(int fd) {
        int locked = posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB);
        if (locked < 0) {
            return locked;
        }
        FileStat found = new FileStat();
        int described = posix.fstat(fd, found);
        return described == 0 && found.links() == 0 ? -Errno.EAGAIN : described;
    }

    private int fill(int fd, byte[] contents) {
        int dressed = dress(fd);
        if (dressed < 0) {
            return dressed;
        }
        int written = WholeWrite.at(posix, fd, contents, 0);
        return written < 0 ? written : posix.fsync(fd);
    }

    /** As the old file was, if there is one. */
    private int dress(int fd) {
        FileStat old = new FileStat();
        int found = posix.statx(directory, target, Posix.AT_SYMLINK_NOFOLLOW, old);
        if (found == -Errno.ENOENT) {
            return 0;
        }
        if (found < 0) {
            return found;
        }
        FileStat mine = new FileStat();
        int described = posix.fstat(fd, mine);
        boolean sameOwner = mine.uid() == old.uid() && mine.gid() == old.gid();
        if (described == 0 && !sameOwner) {
            described = posix.fchown(fd, old.uid(), old.gid());
        }
        return described < 0 ? described : posix.fchmod(fd, old.permissions());
    }

    private int forceDirectory() {
        return DirectoryForce.force(posix, directory) < 0 ? NOT_PROVEN_DURABLE : 0;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Sweeping
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * Removes what those left over who were killed while they replaced this file. Safe at any time, by anybody.
     *
     * @return how many were removed, or {@code -errno}
     */
    public int sweep() {
        int fd = DirectoryForce.open(posix, directory);
        if (fd < 0) {
            return fd;
        }
        List<Name> names = new ArrayList<>();
        int listed = DirectoryEntries.forEach(posix, fd, name -> add(names, name));
        posix.close(fd);
        if (listed < 0) {
            return listed;
        }
        int removed = 0;
        for (Name name : names) {
            removed += sweep(name.terminated());
        }
        return removed;
    }

    private void add(List<Name> names, Name name) {
        if (temporary.matches(name)) {
            names.add(name);
        }
    }

    /** One that cannot be locked is somebody's who lives, and what cannot be opened is nobody's business here. */
    private int sweep(byte[] name) {
        int fd = posix.openat(directory, name, CAUTION, 0);
        if (fd < 0) {
            return 0;
        }
        boolean dead = posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB) == 0 && isStill(fd, name);
        int removed = dead && posix.unlinkat(directory, name, 0) == 0 ? 1 : 0;
        posix.close(fd);
        return removed;
    }

    private boolean isStill(int fd, byte[] name) {
        FileStat mine = new FileStat();
        FileStat named = new FileStat();
        return posix.fstat(fd, mine) == 0
                && posix.statx(directory, name, Posix.AT_SYMLINK_NOFOLLOW, named) == 0
                && mine.sameFile(named)
                && mine.links() == 1
                && mine.isRegular();
    }
}
