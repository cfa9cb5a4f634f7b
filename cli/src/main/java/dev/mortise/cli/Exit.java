package dev.mortise.cli;

import dev.mortise.posix.Errno;

/** The exit codes, the same for every command. Those from 64 on are the numbers of {@code sysexits.h}. */
final class Exit {

    static final int OK = 0;
    /** Others were in the way. */
    static final int CONFLICT = 1;

    static final int VIOLATION = 3;
    /** A limit ended the search: nothing was found, and nothing is proven. */
    static final int NOT_EXHAUSTED = 4;

    static final int USAGE = 64;
    /** What the command was told to work on cannot be opened. */
    static final int CANNOT_OPEN = 66;

    static final int UNSUPPORTED = 69;
    /** A bug of ours; also a control that was not caught, since then the proof proves nothing. */
    static final int INTERNAL = 70;

    static final int OS_ERROR = 71;
    static final int IO_ERROR = 74;
    static final int PERMISSION = 77;

    /** Added to the number of the signal that ended a command. */
    static final int SIGNALLED = 128;

    static final int INTERRUPTED = SIGNALLED + 2;

    private Exit() {}

    static int ofErrno(int errno) {
        return switch (errno) {
            case Errno.EACCES, Errno.EPERM -> PERMISSION;
            case Errno.EIO, Errno.ENOSPC, Errno.EDQUOT, Errno.EROFS -> IO_ERROR;
            case Errno.ENOSYS, Errno.EOPNOTSUPP -> UNSUPPORTED;
            default -> OS_ERROR;
        };
    }
}
