package dev.mortise.benchmarks;

import java.io.IOException;

/** The other end of a {@link Child}: how its program speaks with whoever started it. */
final class Signals {

    private Signals() {}

    /** Says a line. */
    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Waits for a sign; ends the program if there is nobody left who could give one. */
    static void await() throws IOException {
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Says that it is ready, and waits for the sign to start. */
    static void readyAndAwait() throws IOException {
        say(Child.READY);
        await();
    }
}
