package dev.mortise.testkit.conductor;

/** A call that a model knows, and a real process does not make here. */
public final class CallNotPlayableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallNotPlayableException(String call) {
        super(call);
    }
}
