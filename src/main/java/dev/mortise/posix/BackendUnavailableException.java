package dev.mortise.posix;

/** A backend cannot be used here; the message says why and what to do. */
public final class BackendUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    private final String reason;
    /** What to do. */
    private final String remedy;

    /**
     * Makes a refusal.
     *
     * @param reason why, without a full stop
     * @param remedy what to do, without a full stop
     */
    public BackendUnavailableException(String reason, String remedy) {
        super(reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /**
     * Makes a refusal with its cause.
     *
     * @param reason why, without a full stop
     * @param remedy what to do, without a full stop
     * @param cause what the JVM or the file system said
     */
    public BackendUnavailableException(String reason, String remedy, Throwable cause) {
        this(reason, remedy);
        initCause(cause);
    }

    /**
     * Why.
     *
     * @return a clause without a full stop
     */
    public String reason() {
        return reason;
    }

    /**
     * What to do.
     *
     * @return a clause without a full stop
     */
    public String remedy() {
        return remedy;
    }
}
