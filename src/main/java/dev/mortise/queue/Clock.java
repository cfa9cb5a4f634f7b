package dev.mortise.queue;

/** The monotonic clock. */
@FunctionalInterface
public interface Clock {

    /**
     * Reads it.
     *
     * @return nanoseconds since some moment
     */
    long now();
}
