package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Stage;

/**
 * <strong>Broken.</strong> A thread that waits for the lock on behalf of others, and the threads that try it in passing, use one open
 * file description between them.
 *
 * <p>Problem: {@code flock} belongs to the description. What the waiting thread is granted, a passing thread may take for its own and
 * let go of, before the grant is handed on.
 *
 * <pre>
 *   doorman  flock(4, LOCK_EX)            granted; not yet told to anybody
 *   P.1      flock(4, LOCK_EX|LOCK_NB)    granted, since this description has it: P is inside
 *   P.2      flock(4, LOCK_UN)            P leaves; the doorman's grant is gone with it
 *   Q.1      flock(LOCK_EX)               in another process: Q is inside
 *   doorman  hands the lock on
 *   P.3      was handed the lock: P is inside as well
 * </pre>
 *
 * <p>Consequence: two holders in two processes, now and then.
 *
 * <p>Instead: one description for each who may wait. A doorman of Mortise opens its own.
 */
public final class SharedDescription implements Actor {

    private static final int DESCRIPTOR = 0;
    private static final int HANDED = 1;

    /** Makes the passing thread. */
    public SharedDescription() {}

    /** In passing, and then by what the doorman hands on. */
    @Override
    public void play(Stage stage) {
        Posix posix = stage.posix();
        int fd = new Entry(posix, stage.directory(), stage.name()).openOrCreate();
        stage.note(DESCRIPTOR, fd);
        if (Flocks.tryExclusive(posix, fd)) {
            hold(stage, fd);
        }
        posix.checkpoint("queued", fd);
        while (stage.recall(HANDED) == 0) {
            posix.checkpoint("queued", fd);
        }
        hold(stage, fd);
    }

    private static void hold(Stage stage, int fd) {
        stage.inside();
        Flocks.unlock(stage.posix(), fd);
    }

    /** The thread that waits for others. */
    static final class Doorman implements Actor {

        @Override
        public void play(Stage stage) {
            Posix posix = stage.posix();
            posix.checkpoint("doorman", 0);
            while (stage.recall(DESCRIPTOR) == 0) {
                posix.checkpoint("doorman", 0);
            }
            Flocks.exclusive(posix, stage.recall(DESCRIPTOR));
            stage.note(HANDED, 1);
        }
    }

    /** A thread of another process, which does everything right. */
    static final class Stranger implements Actor {

        @Override
        public void play(Stage stage) {
            Posix posix = stage.posix();
            int fd = new Entry(posix, stage.directory(), stage.name()).openOrCreate();
            Flocks.exclusive(posix, fd);
            hold(stage, fd);
            posix.close(fd);
        }
    }
}
