package dev.mortise.readme;

// README
import static dev.mortise.posix.Posix.*;

import dev.mortise.posix.*;
import java.io.IOException;
import java.nio.file.Path;

class NightlyRun {

    /** Runs the work unless another process is at it; the kernel frees the lock even if this process is killed. */
    static boolean run(Path lockFile, Runnable work) throws IOException {
        Posix posix = Backends.best();
        int fd = posix.openat(AT_FDCWD, Name.pathBytes(lockFile), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0) throw new IOException(lockFile + ": " + Errno.describe(-fd));
        try {
            int refused = posix.flock(fd, LOCK_EX | LOCK_NB);
            if (refused == -Errno.EAGAIN) return false;
            if (refused < 0) throw new IOException(lockFile + ": " + Errno.describe(-refused));
            work.run();
            return true;
        } finally {
            posix.close(fd);
        }
    }
}
// README
