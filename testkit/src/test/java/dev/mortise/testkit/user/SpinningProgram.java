package dev.mortise.testkit.user;

import dev.mortise.posix.FileStat;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.UnfitProtocolException;
import java.util.concurrent.atomic.AtomicInteger;

/** A JVM of its own that explores code which loops and heeds no interrupt, then code that is well, and comes to its end. */
final class SpinningProgram {

    private SpinningProgram() {}

    @SuppressWarnings("SystemOut") // what it says is read by the test that started it
    public static void main(String[] words) {
        AtomicInteger turns = new AtomicInteger();
        Actor spinning = stage -> {
            while (turns.get() >= 0) {
                turns.set(turns.get() == 0 ? 1 : 0);
            }
        };
        Actor looking =
                stage -> stage.posix().statx(stage.directory(), stage.name().terminated(), 0, new FileStat());
        try {
            explore(spinning);
        } catch (UnfitProtocolException e) {
            System.out.println(e.getMessage());
        }
        explore(looking);
    }

    @SuppressWarnings("SystemOut") // as above
    private static void explore(Actor actor) {
        System.out.println(
                Scenario.cast("program", (index, rounds) -> actor).exhaust().summary());
    }
}
