package dev.mortise;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Path;

/** The program of {@link Neighbour}: {@code BACKEND KIND MODE PATH}, in which MODE may be an operation instead. Says {@code held}, and lets go when its standard input ends. */
final class HoldingChild {

    private HoldingChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Mortise mortise = Mortise.on(Backends.named(args[0]));
        ProcessLock lock = lock(mortise, Kind.valueOf(args[1]), args[2], Path.of(args[3]));
        try (Hold hold = lock.acquire()) {
            System.out.println("held");
            while (System.in.read() >= 0) {
                hold.ensureHeld();
            }
        }
        System.out.println("released");
    }

    private static ProcessLock lock(Mortise mortise, Kind kind, String how, Path path) {
        return switch (how) {
            case "SHARED" -> kind.lock(mortise, path, true);
            case "EXCLUSIVE" -> kind.lock(mortise, path, false);
            default -> mortise.kernelLock(path).describedAs(how);
        };
    }
}
