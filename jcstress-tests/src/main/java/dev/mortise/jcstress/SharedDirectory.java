package dev.mortise.jcstress;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The directory in which one JVM's races take place, and what the racing threads do there.
 *
 * <p>jcstress makes its states by the thousand with a constructor that takes nothing, so the harnesses keep this one
 * object in a constant. The directory lies under {@code -Dmortise.jcstress.directory}, else under
 * {@code java.io.tmpdir}, and is removed when the JVM ends: jcstress stops a run between two steps of a race, and what
 * that leaves behind is cleared then.
 */
public final class SharedDirectory {

    private static final String PROPERTY = "mortise.jcstress.directory";

    private static final int NEW_FILE = Posix.O_RDWR | Posix.O_CREAT | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;

    private final Posix posix;
    private final int directory;
    private final AtomicLong nextName = new AtomicLong();

    private SharedDirectory(Posix posix, int directory) {
        this.posix = posix;
        this.directory = directory;
    }

    /**
     * Makes a directory for this JVM.
     *
     * @return the open directory
     */
    public static SharedDirectory open() {
        Posix posix = Backends.best();
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        return new SharedDirectory(posix, succeed(posix.openat(Posix.AT_FDCWD, Name.pathBytes(make()), flags, 0)));
    }

    static Path make() {
        try {
            Path parent = Path.of(System.getProperty(PROPERTY, System.getProperty("java.io.tmpdir")));
            Path path = Files.createTempDirectory(Files.createDirectories(parent), "mortise-jcstress-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(path)));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A name that no race here has used yet.
     *
     * @return the name
     */
    public Name freshName() {
        return Name.of(Long.toString(nextName.getAndIncrement(), Character.MAX_RADIX));
    }

    /**
     * Makes a file of a fresh name.
     *
     * @return its name
     */
    public Name freshFile() {
        Name name = freshName();
        succeed(createExclusively(name));
        return name;
    }

    /**
     * Creates a file if the name is free: the kernel decides, in one step.
     *
     * @param name the name to take
     * @return 0 or {@code -errno}
     */
    public int createExclusively(Name name) {
        return create(name, Posix.O_EXCL);
    }

    /**
     * Looks first and creates then: what lies between the two is the fault.
     *
     * @param name the name to take
     * @return 0, or {@code -EEXIST} if the look found the name taken
     */
    public int checkThenCreate(Name name) {
        int looked = posix.statx(directory, name.terminated(), Posix.AT_SYMLINK_NOFOLLOW, new FileStat());
        return looked == -Errno.ENOENT ? create(name, 0) : -Errno.EEXIST;
    }

    /**
     * Renames a file if the target's name is free: the kernel decides, in one step.
     *
     * @param from the file's name
     * @param target the name to take
     * @return 0 or {@code -errno}
     */
    public int renameToFree(Name from, Name target) {
        return rename(from, target, Posix.RENAME_NOREPLACE);
    }

    /**
     * Looks first and renames then: the second thread through replaces what the first has published.
     *
     * @param from the file's name
     * @param target the name to take
     * @return 0, or {@code -EEXIST} if the look found the name taken
     */
    public int checkThenRename(Name from, Name target) {
        int looked = posix.statx(directory, target.terminated(), Posix.AT_SYMLINK_NOFOLLOW, new FileStat());
        return looked == -Errno.ENOENT ? rename(from, target, 0) : -Errno.EEXIST;
    }

    /**
     * Removes the names of a finished race, those that are there.
     *
     * @param names any of which may be gone
     */
    public void clear(Name... names) {
        for (Name name : names) {
            int result = posix.unlinkat(directory, name.terminated(), 0);
            if (result != -Errno.ENOENT) {
                succeed(result);
            }
        }
    }

    /**
     * Opens a file for locking.
     *
     * @param name the file's name
     * @return a descriptor of its own description
     */
    public int openLock(Name name) {
        return succeed(posix.openat(directory, name.terminated(), NEW_FILE, 0600));
    }

    /**
     * Tries to lock a file as a whole.
     *
     * @param fd a descriptor
     * @return 0 or {@code -errno}
     */
    public int tryLock(int fd) {
        return posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB);
    }

    /**
     * Closes descriptors, those that are not closed yet.
     *
     * @param fds the descriptors
     */
    public void close(int... fds) {
        for (int fd : fds) {
            succeed(posix.close(fd));
        }
    }

    private int create(Name name, int flag) {
        int fd = posix.openat(directory, name.terminated(), NEW_FILE | flag, 0600);
        return fd < 0 ? fd : posix.close(fd);
    }

    private int rename(Name from, Name target, int flags) {
        return posix.renameat2(directory, from.terminated(), directory, target.terminated(), flags);
    }

    private static int succeed(int result) {
        if (result < 0) {
            throw new IllegalStateException(Errno.describe(-result));
        }
        return result;
    }

    private static void remove(Path directory) {
        File[] left = directory.toFile().listFiles();
        for (File file : left == null ? new File[0] : left) {
            remove(file.toPath());
        }
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
