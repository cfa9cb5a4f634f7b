package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a lock file lies: its directory, resolved once and kept open, and its name in it. All that is done to the file goes through
 * the descriptor; that the directory's own path still leads to it is looked at now and then. Each door that is open uses it, and
 * whoever opens another one: a descriptor that was closed too early might be somebody's directory by then.
 */
final class LockPlace {

    private static final int DIRECTORY = Posix.O_PATH | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private final Posix posix;
    private final byte[] directoryPath;
    private final int directory;
    private final Name name;
    private final FileSystemKind kind;

    /** Who may still use the descriptor; none once it is closed. */
    private final AtomicInteger users = new AtomicInteger(1);

    private LockPlace(Posix posix, byte[] directoryPath, int directory, Name name) {
        this.posix = posix;
        this.directoryPath = directoryPath;
        this.directory = directory;
        this.name = name;
        this.kind = FileSystemKind.of(posix, directory);
    }

    /** Opens the directory, with the caller as its user. */
    static LockPlace open(Posix posix, Path path, Room room) throws LockException {
        Name name = nameOf(path);
        byte[] whole = Name.pathBytes(path);
        byte[] parent = parentOf(whole, name);
        int directory = room.open(() -> posix.openat(Posix.AT_FDCWD, parent, DIRECTORY, 0));
        if (directory < 0) {
            throw Failures.directory(path, -directory);
        }
        return new LockPlace(posix, parent, directory, name);
    }

    private static Name nameOf(Path path) throws LockException {
        try {
            return Name.ofLast(path);
        } catch (IllegalArgumentException e) {
            throw Failures.path(path, e);
        }
    }

    /** Of a path that the JDK has made absolute. */
    private static byte[] parentOf(byte[] whole, Name name) {
        int length = whole.length - name.terminated().length;
        byte[] parent = Arrays.copyOf(whole, Math.max(1, length - 1) + 1);
        parent[parent.length - 1] = 0;
        return parent;
    }

    int directory() {
        return directory;
    }

    Name name() {
        return name;
    }

    FileSystemKind kind() {
        return kind;
    }

    /** Whether the directory's path means another directory by now, or none. */
    boolean hasMoved() {
        FileStat kept = new FileStat();
        FileStat found = new FileStat();
        int described = posix.fstat(directory, kept);
        int looked = posix.statx(Posix.AT_FDCWD, directoryPath, 0, found);
        boolean gone = looked == -Errno.ENOENT || looked == -Errno.ENOTDIR;
        return described == 0 && (gone || (looked == 0 && !kept.sameFile(found)));
    }

    /** Becomes a user; not if it is closed already. */
    boolean borrow() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** The last user closes it. */
    void giveBack() {
        if (users.decrementAndGet() == 0) {
            posix.close(directory);
        }
    }
}
