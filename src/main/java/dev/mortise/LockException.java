package dev.mortise;

import dev.mortise.owner.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lock cannot be had, or not be kept. The message says what, why, and what to do. */
public class LockException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Path path;
    private final transient @Nullable List<Owner> owners;

    LockException(Path path, String message) {
        this(path, message, List.of());
    }

    LockException(@Nullable Path path, String message, List<Owner> owners) {
        super(message);
        this.path = path;
        this.owners = List.copyOf(owners);
    }

    /**
     * Who was seen to have the lock, as {@link ProcessLock#verdict} tells.
     *
     * @return empty if nobody was looked for, or seen; and after serialization
     */
    public List<Owner> owners() {
        return owners == null ? List.of() : owners;
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
