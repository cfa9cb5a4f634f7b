package dev.mortise;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.Posix;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A directory with lock files, resolved once and kept open. All that is done to a file by its name goes through the descriptor; that
 * the directory's own path still leads to it is looked at now and then. Each door that is open uses it, and whoever opens another one:
 * a descriptor that was closed too early might be somebody's directory by then.
 */
final class Folder {

    /** For how long it is believed what was seen of the directory's path. */
    private static final long BELIEVED = 100_000_000;

    private static final int DIRECTORY = Posix.O_PATH | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private final Posix posix;
    private final byte[] path;
    private final int descriptor;
    private final Consumer<Folder> atTheEnd;
    private final FileStat identity;
    private final FileSystemKind kind;
    private volatile long lookedAt;
    private volatile boolean moved;

    /** Who may still use the descriptor; none once it is closed. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * Takes over a descriptor, with the caller as its user.
     *
     * @param descriptor from {@link #openDescriptor}
     * @param path through which it was opened
     * @param identity what it is
     * @param atTheEnd told when the last user has given it back
     */
    Folder(Posix posix, int descriptor, byte[] path, FileStat identity, Consumer<Folder> atTheEnd) {
        this.posix = posix;
        this.path = path;
        this.descriptor = descriptor;
        this.identity = identity;
        this.atTheEnd = atTheEnd;
        this.kind = FileSystemKind.of(posix, descriptor);
        this.lookedAt = posix.monotonicNanos();
    }

    static int openDescriptor(Posix posix, byte[] path) {
        return posix.openat(Posix.AT_FDCWD, path, DIRECTORY, 0);
    }

    int descriptor() {
        return descriptor;
    }

    byte[] path() {
        return path;
    }

    /** Of a file in it. A file may have been mounted there from somewhere else. */
    FileSystemKind kindOf(int fd, FileStat file) {
        return file.device() == identity.device() ? kind : FileSystemKind.of(posix, fd);
    }

    FileSystemKind kind() {
        return kind;
    }

    /** Whether the path means another directory by now, or none; looked at if nobody has done so for a while. */
    boolean hasMoved(long now) {
        return moved || (now - lookedAt >= BELIEVED && hasMoved());
    }

    /** Whether the path means another directory by now, or none. It stays so: what comes back may be a third one. */
    boolean hasMoved() {
        long now = posix.monotonicNanos();
        FileStat found = new FileStat();
        int looked = posix.statx(Posix.AT_FDCWD, path, 0, found);
        boolean gone = looked == -Errno.ENOENT || looked == -Errno.ENOTDIR;
        boolean means = !gone && (looked != 0 || identity.sameFile(found));
        lookedAt = now;
        moved |= !means;
        return !means;
    }

    /** Becomes a user; not if it is closed already. */
    boolean borrow() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** The last user closes it. */
    void giveBack() {
        if (users.decrementAndGet() == 0) {
            atTheEnd.accept(this);
            posix.close(descriptor);
        }
    }
}
