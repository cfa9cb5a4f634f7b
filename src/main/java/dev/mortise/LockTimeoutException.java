package dev.mortise;

import dev.mortise.owner.Owner;
import java.nio.file.Path;
import java.util.List;

/** Others were in the way all the time. */
public final class LockTimeoutException extends LockException {

    private static final long serialVersionUID = 1;

    LockTimeoutException(Path path, String message, List<Owner> owners) {
        super(path, message, owners);
    }
}
