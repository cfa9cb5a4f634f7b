package dev.mortise.testkit;

/**
 * The code under test cannot be explored: it depends on something else than the answers of the port, waits or loops outside it, or
 * catches what unwinds it. Starts, castings and decorators are code under test as well. The message names class and line.
 */
public final class UnfitProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong with the code.
     *
     * @param message what, where, and what to do
     */
    public UnfitProtocolException(String message) {
        super(message);
    }
}
