package dev.mortise.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The terminal: whether a person watches, and whom it interrupts. */
final class Terminal {

    private static final int GROUP = 2;
    private static final int FOREGROUND_GROUP = 5;

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

    /**
     * Whether a process is in the foreground of a terminal, which then sends it an interrupt by itself. A second one would tell many a
     * program to end without clearing up.
     */
    static boolean hasInterrupted(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
        } catch (IOException e) {
            return false;
        }
    }
}
