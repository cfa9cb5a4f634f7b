package dev.mortise.testkit;

/**
 * Takes an actor's code off the stack when it asks what has no recorded answer yet. Code under test must let it pass. Each call that is
 * made on the way out is told so by another one, because nothing may be added to itself as suppressed.
 */
final class Unwinding extends Error {

    private static final long serialVersionUID = 1L;

    private final transient CodeRun run;

    Unwinding(CodeRun run) {
        super(null, null, false, false);
        this.run = run;
    }

    boolean unwinds(CodeRun which) {
        return run == which;
    }
}
