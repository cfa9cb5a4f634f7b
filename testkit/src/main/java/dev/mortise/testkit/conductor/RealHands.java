package dev.mortise.testkit.conductor;

import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one thread of a puppet does, by the real backend. */
class RealHands extends ForwardingPosix implements Hands {

    /** A record lock is the process's, not its channel's; but closing the channel would drop it. */
    private final List<FileChannel> kept = new ArrayList<>();

    private boolean inside;

    RealHands(Posix posix) {
        super(posix);
    }

    @Override
    public int stand(boolean nowInside) {
        inside = nowInside;
        return 0;
    }

    @Override
    public int whoIsInside() {
        return inside ? getpid() : 0;
    }

    /** The port has no record locks, the JDK has no others. */
    @Override
    public int posixLock(int fd, int type, long start, long length, boolean wait) {
        Set<? extends OpenOption> how = Set.of(type == F_WRLCK ? StandardOpenOption.WRITE : StandardOpenOption.READ);
        long size = length == 0 ? Long.MAX_VALUE - start : length;
        try {
            FileChannel channel = FileChannel.open(Path.of("/proc/self/fd/" + fd), how);
            kept.add(channel);
            boolean shared = type == F_RDLCK;
            FileLock lock = wait ? channel.lock(start, size, shared) : channel.tryLock(start, size, shared);
            return lock == null ? -Errno.EAGAIN : 0;
        } catch (IOException e) {
            return -Errno.EIO;
        }
    }
}
