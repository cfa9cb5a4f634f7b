package dev.mortise.testkit.conductor;

/** The call sleeps in the kernel; its answer will come when the kernel lets it go on. */
final class ParkedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ParkedException() {
        super("parked", null, false, false);
    }
}
