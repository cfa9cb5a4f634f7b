package dev.mortise.testkit;

/** A schedule asks for something that a real kernel cannot be told, or that this one does not do; the message says what. */
public final class UnreproducibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreproducibleException(String message) {
        super(message);
    }

    UnreproducibleException(String message, Throwable cause) {
        super(message, cause);
    }
}
