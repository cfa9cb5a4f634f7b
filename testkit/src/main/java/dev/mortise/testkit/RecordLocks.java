package dev.mortise.testkit;

/** Record locks of the old kind: {@code F_SETLK} and {@code F_SETLKW}, owned by the process. */
public interface RecordLocks {

    /**
     * Locks a range of bytes for the whole process. It is lost when the process closes any descriptor of the file.
     *
     * @param fd a descriptor
     * @param type {@link dev.mortise.posix.Posix#F_RDLCK}, {@code F_WRLCK} or {@code F_UNLCK}
     * @param start first byte
     * @param length number of bytes; 0 for all that follow
     * @param wait whether to wait for the range
     * @return 0, {@code -EAGAIN}, {@code -EDEADLK} if it would wait in a circle, or another {@code -errno}
     */
    int lock(int fd, int type, long start, long length, boolean wait);
}
