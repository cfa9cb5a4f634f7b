package dev.mortise.jcstress;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The locks of one JVM's races. There are more of them than states live at a time, and each comes round again when its race is long over: a new
 * file for each state would measure the file system.
 */
public final class SharedLocks {

    private static final String PROPERTY = "mortise.jcstress.directory";
    private static final int FILES = 1024;
    private static final Duration NOW_FREE = Duration.ofSeconds(30);

    private final KernelLock[] locks = new KernelLock[FILES];
    private final AtomicInteger next = new AtomicInteger();

    private SharedLocks(Path directory) {
        Mortise mortise = Mortise.on(Backends.best());
        for (int i = 0; i < FILES; i++) {
            locks[i] = mortise.kernelLock(directory.resolve(Integer.toString(i)));
        }
    }

    /**
     * Makes a directory for this JVM.
     *
     * @return the locks in it
     */
    public static SharedLocks open() {
        try {
            Path parent = Path.of(System.getProperty(PROPERTY, System.getProperty("java.io.tmpdir")));
            Path path = Files.createTempDirectory(Files.createDirectories(parent), "mortise-jcstress-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(path.toFile())));
            return new SharedLocks(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(File directory) {
        File[] left = directory.listFiles();
        for (File file : left == null ? new File[0] : left) {
            file.delete();
        }
        directory.delete();
    }

    /**
     * A lock that no race uses at the moment.
     *
     * @return the lock, free
     */
    public KernelLock take() {
        return locks[Math.floorMod(next.getAndIncrement(), FILES)];
    }

    /**
     * Acquires a lock that must be free, or become free soon.
     *
     * @param lock the lock
     * @return 1 if it was, 0 if somebody has it for good
     */
    public static int isFree(KernelLock lock) {
        try (Hold hold = lock.acquire(NOW_FREE)) {
            hold.ensureHeld();
            return 1;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an arbiter", e);
        }
    }

    /**
     * Acquires what a race begins with, for nobody: the thread that makes a state may be one that races in it.
     *
     * @param lock a free lock
     * @return the hold
     */
    public static Hold hold(KernelLock lock) {
        try {
            return lock.acquireAsync(NOW_FREE).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
