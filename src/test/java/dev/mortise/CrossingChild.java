package dev.mortise;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Path;

/** The program of {@link Neighbour#crossing}: {@code BACKEND HELD WANTED}. Locks one, says {@code held}, and waits for the other. */
final class CrossingChild {

    private CrossingChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Mortise mortise = Mortise.on(Backends.named(args[0]));
        try (Hold held = mortise.kernelLock(Path.of(args[1])).acquire()) {
            System.out.println("held");
            mortise.kernelLock(Path.of(args[2])).acquire().close();
            held.ensureHeld();
        }
        System.out.println("released");
    }
}
