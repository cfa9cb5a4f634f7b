package dev.mortise.testkit.storm;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.probe.DirectoryProbe;
import dev.mortise.testkit.probe.Findings;
import dev.mortise.testkit.probe.Hand;
import dev.mortise.testkit.probe.OwnHand;
import dev.mortise.testkit.probe.Room;
import java.io.IOException;

/**
 * Finds out what the locks and names of a directory can do, with a child JVM as the second process.
 *
 * <p>Everything happens in one private directory below it. That is gone, and the child has ended, when {@link #run}
 * returns; likewise when this JVM is told to end. Should it be killed instead, the child removes the directory; only what is killed before
 * there is a child leaves an empty one.
 */
public final class Examination {

    private final Posix posix;
    private final String backend;
    private final int directory;
    private final byte[] path;
    private final Room room;
    private final SecondProcess second = new SecondProcess();

    /**
     * Prepares an examination; nothing starts yet.
     *
     * @param posix the door that this process uses
     * @param backend the name of the one that the child uses
     * @param directory descriptor of the directory
     * @param path its path, NUL-terminated
     */
    public Examination(Posix posix, String backend, int directory, byte[] path) {
        this.posix = posix;
        this.backend = backend;
        this.directory = directory;
        this.path = path.clone();
        this.room = new Room(posix, directory);
    }

    /**
     * Examines.
     *
     * @return the findings; where nothing can be made in the directory they say why
     * @throws IOException if the child cannot be started
     * @throws InterruptedException if this thread was interrupted
     * @throws SecondProcessLostException if the child ended before its time
     */
    public Findings run() throws IOException, InterruptedException {
        Thread hook = new Thread(this::atShutdown, "examination-ending");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return examine();
        } finally {
            end(hook);
        }
    }

    private Findings examine() throws IOException, InterruptedException {
        int made = room.make();
        second.start(backend, path, made < 0 ? null : room.name());
        OwnHand own = new OwnHand(posix, made < 0 ? directory : made);
        try {
            DirectoryProbe probe = new DirectoryProbe(own, second);
            return made < 0 ? probe.withoutRoom(-made) : probe.inRoom();
        } finally {
            own.move(Hand.Act.CLOSE);
            if (made >= 0) {
                posix.close(made);
            }
        }
    }

    /** The room first: were this process killed between the two, the child would take a quiet end for a tidy one. */
    private void end(Thread hook) throws IOException, InterruptedException {
        try {
            room.remove();
            second.end();
        } finally {
            room.remove();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and the hook finds nothing left to do.
        }
    }

    @SuppressWarnings("SystemOut") // nobody else is left to be told
    private void atShutdown() {
        try {
            killAndRemove();
        } catch (IOException | InterruptedException e) {
            System.err.println("mortise: could not clear up after an examination: " + e.getMessage());
        }
    }

    private void killAndRemove() throws IOException, InterruptedException {
        try {
            second.kill();
        } finally {
            room.remove();
        }
    }
}
