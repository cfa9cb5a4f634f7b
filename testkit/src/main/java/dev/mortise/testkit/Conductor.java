package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.testkit.conductor.Duel;
import dev.mortise.testkit.conductor.Playground;
import dev.mortise.testkit.conductor.Troupe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Plays schedules on a real kernel: real processes make the calls of the model's, one at a time, and each answer is held to the model's.
 *
 * <p>Everything happens in a fresh directory below the one that is given, which is removed in the end. A JVM that is killed in the meantime
 * leaves it behind; its processes end with it in any case. Used from one thread.
 */
public final class Conductor implements AutoCloseable {

    private final Troupe troupe;
    private final Playground playground;
    private final Thread whenTheJvmEnds = new Thread(this::endAtOnce, "conductor-end");

    private Conductor(Troupe troupe, Playground playground) {
        this.troupe = troupe;
        this.playground = playground;
    }

    /**
     * Plays in a directory.
     *
     * @param directory where files can be made; other files in it are not touched
     * @return with nobody started yet
     * @throws IOException if nothing can be made there
     */
    public static Conductor in(Path directory) throws IOException {
        return in(directory, 0);
    }

    /** With some processes started before they are needed. */
    static Conductor in(Path directory, int spares) throws IOException {
        return in(directory, new Troupe(spares));
    }

    static Conductor in(Path directory, Troupe troupe) throws IOException {
        try {
            Conductor conductor = new Conductor(troupe, new Playground(directory, troupe.posix()));
            Runtime.getRuntime().addShutdownHook(conductor.whenTheJvmEnds);
            return conductor;
        } catch (IOException | RuntimeException e) {
            troupe.close();
            throw e;
        }
    }

    /**
     * Plays a schedule.
     *
     * @param scenario the schedule's, with its bounds, start and adversary
     * @param schedule what is played
     * @return what it came to
     * @throws IOException if the directory cannot be used
     * @throws IllegalArgumentException if the schedule is another scenario's, or asks for a step that cannot be taken
     * @throws UnreproducibleException if it asks for what a real kernel cannot be told, or this one does not do
     * @throws LimitReachedException if it broke no law so far, and what may follow is too much to look at
     */
    public KernelReplay replay(Scenario scenario, Schedule schedule) throws IOException {
        return play((duel, fileSystem) -> scenario.onKernel(schedule, duel, fileSystem));
    }

    /** A random schedule instead. */
    KernelReplay walk(Scenario scenario, long seed) throws IOException {
        return play((duel, fileSystem) -> scenario.walkOnKernel(seed, duel, fileSystem));
    }

    private KernelReplay play(BiFunction<Duel, String, KernelReplay> with) throws IOException {
        Path play = playground.next();
        Duel duel = new Duel(troupe, Name.pathBytes(play), playground.ways(), true);
        boolean inOrder = false;
        try {
            KernelReplay result = with.apply(duel, playground.fileSystem());
            inOrder = result.disagreement() == null;
            return result;
        } finally {
            end(duel, inOrder, play);
        }
    }

    private void end(Duel duel, boolean inOrder, Path play) throws IOException {
        try {
            if (inOrder) {
                duel.close();
            } else {
                duel.breakOff();
            }
        } finally {
            playground.clear(play);
        }
    }

    private void endAtOnce() {
        try {
            troupe.close();
        } finally {
            removeDirectory();
        }
    }

    private void removeDirectory() {
        try {
            playground.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the processes and removes the directory. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(whenTheJvmEnds);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
        try {
            troupe.close();
        } finally {
            playground.close();
        }
    }
}
