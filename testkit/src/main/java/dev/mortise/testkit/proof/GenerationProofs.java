package dev.mortise.testkit.proof;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.BootNumber;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Generation;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Scenarios for {@link Generation}: whoever draws a number while alone in a lock draws a greater one than all before, whoever was killed. */
public final class GenerationProofs {

    private static final String FILE = "lock.gen";
    private static final String MOVED = "lock.gen.moved";

    /** A word that outlives everybody: the last number that was given away. */
    private static final int LAST = 0;

    private GenerationProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol(
                        "generation",
                        "contenders that draw two numbers each",
                        drawing().processes(3).crashes(2)),
                new ShippedProtocol(
                        "generation-removed",
                        "two of them, and one that removes the file when the clock has moved on",
                        removing(true).processes(2).crashes(1)),
                new ShippedProtocol(
                        "generation-power",
                        "two that draw two numbers each; the power is cut, and two more are drawn",
                        drawing().processes(2).crashes(1).powerCuts(1, afterwards())));
    }

    /**
     * Contenders that are inside twice and draw a number each time, the first ones at once where there is no file yet.
     *
     * @return the scenario
     */
    public static Scenario drawing() {
        return drawing("generation", index -> 2);
    }

    private static Scenario drawing(String name, IntUnaryOperator numbers) {
        return Scenario.cast(name, (index, rounds) -> drawer(rounds, numbers.applyAsInt(index)))
                .leaving("lock", FILE)
                .through(Remembering::new);
    }

    /** Who draws remembers its run, so a protocol beneath it cannot say that nothing is remembered. */
    private static final class Remembering extends ForwardingPosix {

        Remembering(Posix posix) {
            super(posix);
        }

        @Override
        public void checkpoint(String label, long state) {}
    }

    /**
     * The same, and one that removes the file of numbers while it is inside.
     *
     * @param whenTheClockHasMoved whether it does so only then
     * @return the scenario
     */
    public static Scenario removing(boolean whenTheClockHasMoved) {
        return losing(drawing(), stage -> remove(stage, whenTheClockHasMoved));
    }

    /**
     * The file gets another name, under which one who has it open could go on counting; the others draw one number each.
     *
     * @return the scenario
     */
    public static Scenario moving() {
        Scenario scenario = drawing("generation-moved", index -> index == 0 ? 2 : 1);
        return losing(scenario, stage -> whileInside(stage, true, GenerationProofs::move))
                .leaving("lock", FILE, MOVED);
    }

    private static Scenario losing(Scenario scenario, Actor loser) {
        return scenario.with(loser)
                .against(new Adversary(false, false, false, 1))
                .through(Nowadays::new);
    }

    /** The model's clock stands in 2023, before epochs begin. */
    private static final class Nowadays extends ForwardingPosix {

        private static final long YEARS = 100_000_000_000_000_000L;

        Nowadays(Posix posix) {
            super(posix);
        }

        @Override
        public long realtimeNanos() {
            return super.realtimeNanos() + YEARS;
        }
    }

    private static void remove(Stage stage, boolean whenTheClockHasMoved) {
        whileInside(stage, whenTheClockHasMoved, GenerationProofs::unlink);
    }

    private static void unlink(Stage stage) {
        stage.posix().unlinkat(stage.directory(), Name.of(FILE).terminated(), 0);
    }

    private static void move(Stage stage) {
        byte[] moved = Name.of(MOVED).terminated();
        stage.posix().renameat2(stage.directory(), Name.of(FILE).terminated(), stage.directory(), moved, 0);
    }

    private static void whileInside(Stage stage, boolean whenTheClockHasMoved, Actor task) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        long before = stage.posix().realtimeNanos();
        if (!whenTheClockHasMoved || stage.posix().realtimeNanos() > before) {
            task.play(stage);
        }
        KernelRefusedException.require("release", lock.release(fd));
    }

    /**
     * One that draws, for power cuts: what it remembers ends with them.
     *
     * @return the scenario, without power cuts
     */
    public static Scenario cut() {
        return drawing().processes(1);
    }

    /**
     * What is done under the next boot: two more numbers are drawn.
     *
     * @return the actor
     */
    public static Actor afterwards() {
        return stage ->
                draw(stage, new FlockProtocol(stage.posix(), stage.directory(), stage.name()), new BootNumber(1, 2), 2);
    }

    private static Actor drawer(int rounds, int numbers) {
        return stage -> {
            FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
            for (int round = 1; round <= rounds; round++) {
                stage.round(round);
                draw(stage, lock, new BootNumber(1, 1), numbers);
            }
            stage.round(rounds + 1);
        };
    }

    /** The lower bits of the epoch and of the count: whoever is killed has noted both, or neither. */
    private static int word(long number) {
        int epoch = (int) (number >> Integer.SIZE) & 0x3fffff;
        int count = (int) number & 0x1ff;
        return epoch << 9 | count;
    }

    /** What is remembered of the first one matters for the second, also if the first one was refused. */
    private static void draw(Stage stage, FlockProtocol lock, BootNumber boot, int count) {
        Generation numbers = new Generation(stage.posix(), stage.directory(), Name.of(FILE), boot);
        try {
            for (int i = 0; i < count; i++) {
                drawInside(stage, lock, numbers);
            }
        } finally {
            numbers.close();
        }
    }

    private static void drawInside(Stage stage, FlockProtocol lock, Generation numbers) {
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        try {
            draw(stage, numbers);
        } finally {
            lock.release(fd);
        }
    }

    private static void draw(Stage stage, Generation numbers) {
        long number = numbers.next();
        if (number < 0) {
            number = numbers.next();
        }
        if (number < 0) {
            throw new KernelRefusedException("next", (int) -number);
        }
        stage.check(number > 0, "number 0 was drawn");
        int word = word(number);
        stage.check(word > stage.recall(LAST), "a number was drawn that is not greater than the last one");
        stage.note(LAST, word);
    }
}
