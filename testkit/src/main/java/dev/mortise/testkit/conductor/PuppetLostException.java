package dev.mortise.testkit.conductor;

/** A puppet ended, or does not answer, though nobody told it to. */
public final class PuppetLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PuppetLostException(String message) {
        super(message);
    }

    PuppetLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
