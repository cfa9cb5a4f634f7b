package dev.mortise;

/** A thread would wait for a lock whose rank is not above those of its holds. The cause tells where the other one was acquired. */
public final class LockOrderException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    LockOrderException(String message, Throwable site) {
        super(message, site);
    }
}
