package dev.mortise.testkit.model;

import static dev.mortise.testkit.model.Stage.z;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash, kept up step by step, and the state, told in full: each must give away the other. */
class HashTest {

    private static final int WALKS = 600;
    private static final int STEPS = 60;
    private static final String[] NAMES = {"a", "b", "d/a"};

    private final Map<String, Long> hashes = new HashMap<>();
    private final Map<Long, String> states = new HashMap<>();
    private int met;
    private int chosen;

    @ParameterizedTest
    @CsvSource({"true, 1, false", "false, 0, true", "true, 2, true"})
    void hashAndStateGiveEachOtherAway(boolean inodeReuse, int leaps, boolean durability) {
        WorldRules rules = new WorldRules(inodeReuse, leaps, durability, false);
        for (int seed = 0; seed < WALKS; seed++) {
            walk(rules, new Random(seed));
        }
        assertThat(met).as("states met again").isGreaterThan(WALKS);
        assertThat(chosen > WALKS).as("choices taken: " + chosen).isEqualTo(inodeReuse || leaps > 0);
    }

    private void walk(WorldRules rules, Random random) {
        Stage stage = new Stage(rules, ProcessPlan.alive(101), ProcessPlan.alive(102), ProcessPlan.unborn());
        stage.adversary = random;
        stage.actor(0).mkdirat(World.WORKING_DIRECTORY, z("d"), 0700);
        for (int step = 0; step < STEPS; step++) {
            move(stage, random);
            check(stage.world);
        }
        chosen += stage.chosen;
    }

    private void check(World world) {
        String state = Dump.of(world);
        Long known = hashes.putIfAbsent(state, world.hash());
        met += known == null ? 0 : 1;
        assertThat(known == null ? world.hash() : known).as(state).isEqualTo(world.hash());
        assertThat(states.computeIfAbsent(world.hash(), hash -> state)).isEqualTo(state);
    }

    private static void move(Stage stage, Random random) {
        int process = random.nextInt(3);
        int kind = random.nextInt(20);
        if (stage.world.life(process) != Life.ALIVE) {
            World world = stage.world;
            stage.world = stage.world.life(process) == Life.ZOMBIE ? world.reap(process) : world;
            if (world.life(process) == Life.UNBORN && kind == 0) {
                stage.world = world.start(process, 103);
            }
        } else if (kind == 0 && random.nextInt(4) == 0) {
            World killed = stage.world.kill(process);
            closeEverything(stage, process);
            assertThat(stage.world.kill(process).hash()).as("closed one by one").isEqualTo(killed.hash());
            stage.world = killed;
        } else {
            call(stage, stage.actor(process), kind, random);
        }
    }

    private static void closeEverything(Stage stage, int process) {
        for (int fd = stage.world.entries[process].descriptorLimit() - 1; fd >= 0; fd--) {
            stage.actor(process).close(fd);
        }
    }

    private static void call(Stage stage, Stage.Actor actor, int kind, Random random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        String other = NAMES[random.nextInt(NAMES.length)];
        int fd = 3 + random.nextInt(3);
        int number = random.nextInt(3);
        switch (kind) {
            case 1, 2 -> actor.create(name);
            case 3, 4 -> actor.open(name);
            case 5, 6 -> actor.close(fd);
            case 7 -> actor.write(fd, "x".repeat(number));
            case 8 -> actor.ftruncate(fd, number);
            case 9, 10 -> actor.flock(fd, new int[] {Posix.LOCK_SH, Posix.LOCK_EX, Posix.LOCK_UN}[number]);
            case 11 -> actor.ofdLock(fd, number, 0, 1, false);
            case 12 -> actor.posixLock(fd, number, 0, 2, false);
            case 13 -> actor.rename(name, other);
            case 14 -> actor.linkat(3, z(name), 3, z(other), 0);
            case 15, 16 -> actor.unlink(name);
            case 17 -> actor.fsync(fd);
            case 18 -> actor.pread(fd, new byte[1], 0, 1, Posix.CURRENT_POSITION);
            case 19 -> actor.fstat(fd, new FileStat());
            default -> actor.realtimeNanos();
        }
        if (stage.offered == 1 && number == 0) {
            actor.fchmod(fd, 0600);
        }
    }
}
