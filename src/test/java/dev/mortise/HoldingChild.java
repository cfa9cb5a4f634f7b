package dev.mortise;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Path;

/** The program of {@link Neighbour}: {@code BACKEND KIND MODE PATH}. Says {@code held}, and lets go when its standard input ends. */
final class HoldingChild {

    private HoldingChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Mortise mortise = Mortise.on(Backends.named(args[0]));
        ProcessLock lock = Kind.valueOf(args[1]).lock(mortise, Path.of(args[3]), args[2].equals("SHARED"));
        try (Hold hold = lock.acquire()) {
            System.out.println("held");
            while (System.in.read() >= 0) {
                hold.ensureHeld();
            }
        }
        System.out.println("released");
    }
}
