package dev.mortise.testkit.model;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A world in the hands of a test, and doors for its processes. */
final class Stage {

    private final Machine machine = new Machine();
    World world;
    Result last = Result.of(0);
    int choice;
    int offered;
    int chosen;

    @Nullable
    Random adversary;

    Stage(WorldRules rules, ProcessPlan... plans) {
        world = World.empty(rules);
        for (ProcessPlan plan : plans) {
            world = world.addProcess(plan);
        }
    }

    static Stage ofTwo() {
        return new Stage(WorldRules.plain(), ProcessPlan.alive(101), ProcessPlan.alive(102));
    }

    /** The NUL-terminated form that the port takes. */
    static byte[] z(String name) {
        return (name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    Actor actor(int process) {
        return new Actor(process);
    }

    /** Answers what could not go on as it stands; {@link #last} tells it apart. */
    final class Actor extends AskingPosix {

        private final int process;

        private Actor(int process) {
            this.process = process;
        }

        @Override
        protected Result ask(Request request) {
            last = machine.run(world, process, request, choice);
            offered = machine.offered();
            if (adversary != null && offered > 1) {
                last = machine.run(world, process, request, chosenBy(adversary));
            }
            world = machine.after();
            choice = 0;
            return last;
        }

        private int chosenBy(Random random) {
            int wanted = random.nextInt(offered);
            chosen += wanted > 0 ? 1 : 0;
            return wanted;
        }

        int create(String name) {
            return openat(World.WORKING_DIRECTORY, z(name), O_RDWR | O_CREAT | O_EXCL, 0600);
        }

        int open(String name) {
            return openat(World.WORKING_DIRECTORY, z(name), O_RDWR, 0);
        }

        int unlink(String name) {
            return unlinkat(World.WORKING_DIRECTORY, z(name), 0);
        }

        int rename(String from, String to) {
            return renameat2(World.WORKING_DIRECTORY, z(from), World.WORKING_DIRECTORY, z(to), 0);
        }

        int write(int fd, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return pwrite(fd, bytes, 0, bytes.length, 0);
        }
    }
}
