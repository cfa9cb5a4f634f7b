package dev.mortise;

import dev.mortise.owner.Owner;
import dev.mortise.posix.Mode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Others were in the way all the time. */
public final class LockTimeoutException extends LockException {

    private static final long serialVersionUID = 1;

    private final Mode mode;

    LockTimeoutException(@Nullable Path path, Mode mode, String message, List<Owner> owners) {
        super(path, message, owners);
        this.mode = mode;
    }

    /**
     * How the lock was wanted.
     *
     * @return exclusive or shared
     */
    public Mode mode() {
        return mode;
    }

    /**
     * The same in other words, for those who read a certain message.
     *
     * @param message what to say
     * @return a new exception with the same path and owners, whose cause is this one
     */
    public LockTimeoutException saying(String message) {
        LockTimeoutException other = new LockTimeoutException(path(), mode, message, owners());
        other.initCause(this);
        other.setStackTrace(getStackTrace());
        return other;
    }
}
