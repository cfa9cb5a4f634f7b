package dev.mortise.compat;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory of lock files. */
final class LockDirectory {

    private static final int MODE = 0777; // less the umask, as every program makes directories
    private static final int LISTING = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private final Posix posix;
    private final Path path;

    LockDirectory(Posix posix, Path path) {
        this.posix = posix;
        this.path = path.toAbsolutePath();
    }

    /** Makes it, and those above it, unless they are there. */
    void create() throws IOException {
        create(path);
        int flags = Posix.O_PATH | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(path), flags, 0);
        if (fd < 0) {
            throw failed("use", path, fd);
        }
        posix.close(fd);
    }

    private void create(Path directory) throws IOException {
        int made = make(directory);
        Path above = directory.getParent();
        if (made == -Errno.ENOENT && above != null) {
            create(above);
            made = make(directory);
        }
        if (made < 0 && made != -Errno.EEXIST) {
            throw failed("make", directory, made);
        }
    }

    private int make(Path directory) {
        return posix.mkdirat(Posix.AT_FDCWD, Name.pathBytes(directory), MODE);
    }

    private static IOException failed(String what, Path directory, int result) {
        return new IOException("cannot " + what + " the directory " + Printable.of(directory.toString()) + ": "
                + Errno.describe(-result));
    }

    /** The names in it that end so. Those that are no text in this locale are left out. */
    List<String> names(String suffix) throws IOException {
        int fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(path), LISTING, 0);
        if (fd < 0) {
            throw failed("list", path, fd);
        }
        List<String> names = new ArrayList<>();
        int listed;
        try {
            listed = DirectoryEntries.forEach(posix, fd, name -> names.add(name.toString()));
        } finally {
            posix.close(fd);
        }
        if (listed < 0) {
            throw failed("list", path, listed);
        }
        names.removeIf(name -> !name.endsWith(suffix));
        return names;
    }
}
