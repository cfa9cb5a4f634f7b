package dev.mortise;

/** A lock file's name means another file than the one that was sorted. Says so to {@link LockSet}, and to nobody else. */
final class DisplacedException extends Exception {

    private static final long serialVersionUID = 1;

    DisplacedException() {
        super(null, null, false, false);
    }
}
