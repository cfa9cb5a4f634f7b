package dev.mortise;

import java.nio.file.Path;

/** Others were in the way all the time. */
public final class LockTimeoutException extends LockException {

    private static final long serialVersionUID = 1;

    LockTimeoutException(Path path, String message) {
        super(path, message);
    }
}
