package dev.mortise.benchmarks;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the file that is locked lies: under {@code -Dmortise.bench.directory}, else under {@code java.io.tmpdir}. Its file
 * system is part of every result.
 */
final class LockFile {

    /** As the library opens a name that it did not make. */
    static final int FLAGS = Posix.O_RDWR | Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;

    private LockFile() {}

    static Path directory() {
        return Path.of(System.getProperty("mortise.bench.directory", System.getProperty("java.io.tmpdir")));
    }

    /** An empty one. */
    static Path create() {
        return create(0);
    }

    static Path create(int bytes) {
        try {
            Path path = Files.createTempFile(directory(), "mortise-bench-", ".lock");
            return Files.write(path, new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path createFolder() {
        try {
            return Files.createTempDirectory(directory(), "mortise-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a numbered one in a folder. */
    static IntFunction<Path> in(Path folder) {
        return number -> {
            try {
                return Files.createFile(folder.resolve(number + ".lock"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Nobody else is about. */
    static <T> T had(@Nullable T lock) {
        if (lock == null) {
            throw new IllegalStateException("somebody else locks the benchmark's file");
        }
        return lock;
    }

    /** Opens it as the JDK does. */
    static FileChannel channel(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens it through the port. */
    static int open(Posix posix, Path path) {
        return succeed(posix.openat(Posix.AT_FDCWD, Name.pathBytes(path), FLAGS, 0));
    }

    static int openDirectory(Posix posix) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        return succeed(posix.openat(Posix.AT_FDCWD, Name.pathBytes(directory()), flags, 0));
    }

    /** A benchmark of a call that fails would be a fast one. */
    static int succeed(int result) {
        if (result < 0) {
            throw new IllegalStateException(Errno.describe(-result));
        }
        return result;
    }

    /** So would one that moves less than it should. */
    static void transfer(int wanted, int moved) {
        if (succeed(moved) != wanted) {
            throw new IllegalStateException(moved + " bytes instead of " + wanted);
        }
    }
}
