package dev.mortise.benchmarks;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/**
 * The first lock of a JVM, as a program: opens the backend and the file, locks, unlocks and closes. Prints how many
 * nanoseconds that took, or says in one sentence why the backend is refused.
 */
public final class FirstLock {

    /** The contender that locks nothing: what the JVM itself costs. */
    static final String NOTHING = "nothing";

    /** The exit status when the backend is refused. */
    static final int REFUSED = 69;

    private FirstLock() {}

    /**
     * Runs it.
     *
     * @param args {@code nothing}, {@code JDK} or a backend; an existing file
     * @throws IOException if the JDK's lock is refused
     */
    public static void main(String... args) throws IOException {
        long start = System.nanoTime();
        try {
            lock(args[0], Path.of(args[1]));
        } catch (BackendUnavailableException e) {
            System.out.println(e.getMessage());
            System.exit(REFUSED);
        }
        System.out.println(System.nanoTime() - start);
    }

    private static void lock(String contender, Path file) throws IOException {
        switch (contender) {
            case NOTHING -> {}
            case Jmh.JDK -> lockChannel(file);
            default -> lockThrough(Backends.named(contender), file);
        }
    }

    private static void lockThrough(Posix posix, Path file) {
        int fd = LockFile.open(posix, file);
        LockFile.succeed(posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB));
        LockFile.succeed(posix.flock(fd, Posix.LOCK_UN));
        LockFile.succeed(posix.close(fd));
    }

    private static void lockChannel(Path file) throws IOException {
        try (FileChannel channel = LockFile.channel(file)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("somebody else locks " + file);
            }
            lock.release();
        }
    }
}
