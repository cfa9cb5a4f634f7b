package dev.mortise.testkit.storm;

/** The process at the other end of a trial ended before it was told to, so nothing was found out. */
public final class SecondProcessLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecondProcessLostException(String message) {
        super(message);
    }
}
