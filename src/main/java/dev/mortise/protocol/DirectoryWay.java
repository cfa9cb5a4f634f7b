package dev.mortise.protocol;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The way to a directory, made where it is missing, and forced to the disk after something was put there.
 *
 * <p><b>Problem.</b> {@code fsync} of a file's directory forces the file's name, and not the directory's own. <b>Consequence.</b> After a power cut the
 * file may be gone together with the directory that was made for it. To force what oneself has made is not enough:
 *
 * <pre>
 *   P.1  mkdir(D)
 *   P.2  killed               nobody forces the name of D
 *   Q.1  open(D)              an old directory, as it seems
 *   Q.2  D/file, forced;  fsync D
 *   Q.3  says that it is on the disk, which is not so
 * </pre>
 *
 * <p><b>Mechanism.</b> Whoever came along a way forces every directory on it, once; where nothing has changed for long that costs the kernel
 * next to nothing. <b>What remains.</b> The way begins where the caller says: what lies above has to be on the disk.
 *
 * <p>Links are not followed. Not for several threads at a time.
 */
public final class DirectoryWay {

    private static final int PLACE = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;

    private final Posix posix;
    private final int permissions;

    /** To be forced, the innermost first. */
    private final Deque<Integer> passed = new ArrayDeque<>();

    /** Of the first force that failed: no later one says that nothing is lost. */
    private int failure;

    /**
     * Nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param permissions of directories that are made
     */
    public DirectoryWay(Posix posix, int permissions) {
        this.posix = posix;
        this.permissions = permissions;
    }

    /**
     * Opens a directory, and makes what is missing on the way to it.
     *
     * @param root descriptor of the directory where the way begins, not closed here
     * @param names one within the other
     * @return a descriptor of the last one, to be closed by the caller, or {@code -errno}; what was made stays
     */
    public int open(int root, List<Name> names) {
        int at = posix.openat(root, new byte[] {'.', 0}, PLACE, 0);
        for (Name name : names) {
            if (at < 0) {
                return at;
            }
            passed.push(at);
            at = step(at, name.terminated());
        }
        return at;
    }

    private int step(int directory, byte[] name) {
        int next = posix.openat(directory, name, PLACE, 0);
        if (next != -Errno.ENOENT) {
            return next;
        }
        int made = posix.mkdirat(directory, name, permissions);
        return made < 0 && made != -Errno.EEXIST ? made : posix.openat(directory, name, PLACE, 0);
    }

    /**
     * Forces the directories that were passed, each once, the innermost first.
     *
     * @return 0, or {@code -errno} of the first that ever failed: what lies within may be gone after a power cut; another way may be opened then
     */
    public int force() {
        while (!passed.isEmpty()) {
            int directory = passed.pop();
            int forced = posix.fsync(directory);
            posix.close(directory);
            failure = failure < 0 ? failure : forced;
        }
        return failure;
    }

    /** Closes what is open, without forcing it. */
    public void close() {
        passed.forEach(posix::close);
        passed.clear();
    }
}
