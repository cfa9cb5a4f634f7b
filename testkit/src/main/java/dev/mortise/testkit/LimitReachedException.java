package dev.mortise.testkit;

/** A question that was not answered within the limits; the message names the limit. */
public final class LimitReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitReachedException(String limit) {
        super(limit);
    }
}
