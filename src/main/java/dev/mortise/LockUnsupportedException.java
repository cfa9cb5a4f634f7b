package dev.mortise;

import java.nio.file.Path;

/** What lies at the path, or its file system, cannot be locked so that others are excluded. */
public final class LockUnsupportedException extends LockException {

    private static final long serialVersionUID = 1;

    LockUnsupportedException(Path path, String message) {
        super(path, message);
    }
}
