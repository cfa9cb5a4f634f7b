package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Record locks of this process. The port has none; the JDK has no others.
 *
 * <p>Problem: the JDK locks through a channel of its own, and closing that drops all record locks of the process on its file. Mechanism: no channel
 * is ever closed. What remains: only a range that was locked as such can be unlocked, and the JDK still believes in a lock that the process lost by a
 * stray close; it is released before the range is locked anew.
 */
final class JdkRecordLocks {

    private final Posix posix;
    private final List<Held> held = new ArrayList<>();

    /** One that is collected is closed, and all locks of the process on that file with it. */
    private final List<FileChannel> opened = new ArrayList<>();

    private record Held(long inode, long start, long size, FileLock lock) {}

    JdkRecordLocks(Posix posix) {
        this.posix = posix;
    }

    /** As {@link Hands#posixLock}. */
    int lock(int fd, int type, long start, long length, boolean wait) {
        FileStat stat = new FileStat();
        int told = posix.fstat(fd, stat);
        if (told < 0) {
            return told;
        }
        long size = length == 0 ? Long.MAX_VALUE - start : length;
        try {
            boolean had = release(stat.inode(), start, size);
            if (type == Posix.F_UNLCK) {
                return had ? 0 : -Errno.ENOSYS;
            }
            return lock(fd, stat.inode(), type == Posix.F_RDLCK, start, size, wait);
        } catch (IOException e) {
            return -Errno.EIO;
        }
    }

    private boolean release(long inode, long start, long size) throws IOException {
        boolean any = false;
        for (Held one : List.copyOf(held)) {
            if (one.inode == inode && one.start == start && one.size == size) {
                one.lock.release();
                held.remove(one);
                any = true;
            }
        }
        return any;
    }

    private int lock(int fd, long inode, boolean shared, long start, long size, boolean wait) throws IOException {
        StandardOpenOption how = shared ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        FileChannel channel = FileChannel.open(Path.of("/proc/self/fd/" + fd), how);
        opened.add(channel);
        FileLock lock = wait ? channel.lock(start, size, shared) : channel.tryLock(start, size, shared);
        if (lock == null) {
            return -Errno.EAGAIN;
        }
        held.add(new Held(inode, start, size, lock));
        return 0;
    }
}
