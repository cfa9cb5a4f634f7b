package dev.mortise.posix.abi;

/** Which signal wakes a thread that is blocked in the kernel: {@code -Dmortise.kick=N|off}. */
public final class KickSignal {

    /** The property. */
    public static final String PROPERTY = "mortise.kick";
    /** The answer for a service that is switched off. */
    public static final int OFF = 0;

    /** Five below {@code SIGRTMAX}: away from the C library's own at the lower end, and from the usual ones at the top. */
    private static final int DEFAULT = 59;

    private static final int LOWEST_REALTIME = 34;
    private static final int HIGHEST_REALTIME = 64;

    private KickSignal() {}

    /**
     * Reads the property.
     *
     * @return a real-time signal's number, or {@link #OFF}
     * @throws IllegalArgumentException if it names neither
     */
    public static int configured() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            return DEFAULT;
        }
        if (value.equals("off")) {
            return OFF;
        }
        int signal = number(value);
        if (signal < LOWEST_REALTIME || signal > HIGHEST_REALTIME) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + value + ": say off, or a real-time signal from "
                    + LOWEST_REALTIME + " to " + HIGHEST_REALTIME);
        }
        return signal;
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
