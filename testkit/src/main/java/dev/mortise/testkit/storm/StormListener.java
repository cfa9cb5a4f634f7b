package dev.mortise.testkit.storm;

/** Is told how a storm goes, by the thread that runs it except where it says otherwise. */
public interface StormListener {

    /** Does nothing. */
    StormListener NONE = progress -> {};

    /**
     * How far it is.
     *
     * @param seconds since all were ready
     * @param acquisitions so far
     * @param kills so far
     * @param pauses so far
     * @param overlaps so far
     */
    record Progress(double seconds, long acquisitions, long kills, long pauses, long overlaps) {}

    /**
     * Called about ten times a second while the storm lasts.
     *
     * @param progress how far it is
     */
    void progressed(Progress progress);

    /** Called once, when the first contenders are being started. */
    default void starting() {}

    /** Called by another thread when the JVM is told to end, once every contender has ended and nothing is left over. */
    default void interrupted() {}
}
