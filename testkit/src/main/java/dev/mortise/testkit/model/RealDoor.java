package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;

/** The door of a real process, with the one kind of lock that the port leaves out and broken locks use. */
public interface RealDoor extends Posix {

    /**
     * Locks a range of bytes for the whole process ({@code F_SETLK}, {@code F_SETLKW}).
     *
     * @param fd a descriptor
     * @param type {@link #F_RDLCK} or {@link #F_WRLCK}
     * @param start first byte
     * @param length number of bytes; 0 for all that follow
     * @param wait whether to wait for the range
     * @return 0 or {@code -errno}
     */
    int posixLock(int fd, int type, long start, long length, boolean wait);
}
