package dev.mortise.jcstress;

/** About as long as a system call takes, without asking the scheduler for anything. */
public final class Moment {

    private static final int SPINS = 50;

    private Moment() {}

    /** Lets it pass. */
    public static void pass() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
    }
}
