package dev.mortise.testkit.conductor;

/** Numbers of the system calls in which a thread may sleep, on this machine. */
final class SystemCalls {

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    static final int FLOCK = ARM ? 32 : 73;
    static final int FCNTL = ARM ? 25 : 72;

    /** The thread runs, or cannot be looked at. */
    static final int NONE = -1;

    private SystemCalls() {}
}
