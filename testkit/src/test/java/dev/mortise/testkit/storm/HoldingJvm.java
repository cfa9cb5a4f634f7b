package dev.mortise.testkit.storm;

import dev.mortise.Hold;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Mode;
import java.io.IOException;
import java.nio.file.Path;

/** The program of a JVM that holds a lock: {@code LOCK FILE}. Says {@code held}, and lets go when its standard input ends. */
final class HoldingJvm {

    private HoldingJvm() {}

    public static void main(String[] args) throws IOException, InterruptedException, ReflectiveOperationException {
        LockMaker maker = Class.forName(args[0])
                .asSubclass(LockMaker.class)
                .getConstructor()
                .newInstance();
        try (Mortise mortise = Mortise.on(Backends.best());
                Hold hold =
                        maker.make(mortise, Path.of(args[1]), Mode.EXCLUSIVE).acquire()) {
            System.out.println("held");
            while (System.in.read() >= 0) {
                hold.ensureHeld();
            }
        }
        System.out.println("released");
    }
}
