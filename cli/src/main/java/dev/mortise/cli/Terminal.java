package dev.mortise.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person watches. */
final class Terminal {

    private Terminal() {}

    /** Whether a line can be redrawn: false in a pipe and on a terminal that calls itself dumb. */
    static boolean canRedraw() {
        String kind = System.getenv("TERM");
        return kind != null && !kind.equals("dumb") && isTerminal(System.console());
    }

    /** Up to Java 21 there is a console only on a terminal; from 22 on there always is one, and it must be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
