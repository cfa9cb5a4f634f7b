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

/**
 * Where the file that is locked lies: under {@code -Dmortise.bench.directory}, else under {@code java.io.tmpdir}. Its file
 * system is part of every result.
 */
final class LockFile {

    private LockFile() {}

    static Path directory() {
        return Path.of(System.getProperty("mortise.bench.directory", System.getProperty("java.io.tmpdir")));
    }

    static Path create() {
        try {
            return Files.createTempFile(directory(), "mortise-bench-", ".lock");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return succeed(posix.openat(Posix.AT_FDCWD, Name.pathBytes(path), Posix.O_RDWR | Posix.O_CLOEXEC, 0));
    }

    /** A benchmark of a call that fails would be a fast one. */
    static int succeed(int result) {
        if (result < 0) {
            throw new IllegalStateException(Errno.describe(-result));
        }
        return result;
    }
}
