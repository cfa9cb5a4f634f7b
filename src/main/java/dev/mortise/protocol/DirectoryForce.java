package dev.mortise.protocol;

import dev.mortise.posix.Posix;

/** Forces a directory's names to the disk: what {@code fsync} of a file does not do. */
final class DirectoryForce {

    private static final int READABLE = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;

    private DirectoryForce() {}

    /**
     * Once: after a failure another one would say that nothing is lost.
     *
     * @param directory any descriptor of it, also one by which nothing can be read
     * @return 0 or {@code -errno}
     */
    static int force(Posix posix, int directory) {
        int fd = open(posix, directory);
        if (fd < 0) {
            return fd;
        }
        int forced = posix.fsync(fd);
        posix.close(fd);
        return forced;
    }

    /** To be listed or forced. */
    static int open(Posix posix, int directory) {
        return posix.openat(directory, new byte[] {'.', 0}, READABLE, 0);
    }
}
