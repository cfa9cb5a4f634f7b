package dev.mortise.testkit.proof;

import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.protocol.BootNumber;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Generation;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.List;

/** Scenarios for {@link Generation}: whoever draws a number while alone in a lock draws a greater one than all before, whoever was killed. */
public final class GenerationProofs {

    private static final String FILE = "lock.gen";

    /** Words that outlive everybody: the last number that was given away. */
    private static final int EPOCH = 0;

    private static final int COUNT = 1;

    private GenerationProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(new ShippedProtocol(
                "generation",
                "contenders that draw a number each",
                drawing().processes(3).rounds(2).crashes(2)));
    }

    /**
     * Contenders that draw a number each time they are inside, the first ones at once where there is no file yet.
     *
     * @return the scenario
     */
    public static Scenario drawing() {
        return Scenario.cast("generation", (index, rounds) -> drawer(rounds)).leaving("lock", FILE);
    }

    private static Actor drawer(int rounds) {
        return stage -> {
            FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
                draw(stage);
                KernelRefusedException.require("release", lock.release(fd));
            }
            stage.round(rounds + 1);
        };
    }

    private static void draw(Stage stage) {
        Generation generation = new Generation(stage.posix(), stage.directory(), Name.of(FILE), new BootNumber(1, 1));
        long number = generation.next();
        stage.check(number > 0, "no number was drawn");
        int epoch = (int) (number >> Integer.SIZE);
        int count = (int) number;
        int lastEpoch = stage.recall(EPOCH);
        boolean grows = epoch > lastEpoch || (epoch == lastEpoch && count > stage.recall(COUNT));
        stage.check(grows, "a number was drawn that is not greater than the last one");
        stage.note(EPOCH, epoch);
        stage.note(COUNT, count);
        generation.close();
    }
}
