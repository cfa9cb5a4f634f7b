package dev.mortise.testkit;

/** Takes an actor's code off the stack when it asks what has no recorded answer yet. Code under test must let it pass. */
final class Unwinding extends Error {

    private static final long serialVersionUID = 1L;

    Unwinding() {
        super(null, null, false, false);
    }
}
