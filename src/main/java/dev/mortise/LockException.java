package dev.mortise;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A lock cannot be had, or not be kept. The message says what, why, and what to do. */
public class LockException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Path path;

    LockException(Path path, String message) {
        super(message);
        this.path = path;
    }

    /**
     * The lock file.
     *
     * @return its path as the caller spelled it; null only after serialization
     */
    public @Nullable Path path() {
        return path;
    }
}
