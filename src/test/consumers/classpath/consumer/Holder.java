package consumer;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;

/** Takes a lock and keeps it until its input ends, or says why it cannot. */
public final class Holder {

    private Holder() {}

    /** Expects the lock's file. */
    public static void main(String[] args) throws IOException {
        Posix posix = Backends.best();
        byte[] path = Name.pathBytes(Path.of(args[0]));
        int fd = posix.openat(Posix.AT_FDCWD, path, Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC, 0600);
        int answer = posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB);
        System.out.println(posix.getClass().getSimpleName() + ": " + (answer == 0 ? "held" : Errno.name(-answer)));
        if (answer == 0) {
            System.in.readAllBytes();
        }
    }
}
