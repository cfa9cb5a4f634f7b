package dev.mortise;

import java.nio.file.Path;

/** The lock file's name means another file by now, or none: others may be inside as well. */
public final class LockLostException extends LockException {

    private static final long serialVersionUID = 1;

    LockLostException(Path path, String message) {
        super(path, message);
    }
}
