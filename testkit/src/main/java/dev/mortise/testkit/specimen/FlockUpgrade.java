package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Stage;

/**
 * <strong>Broken.</strong> A value is read under a shared {@code flock}, the lock is made exclusive, and the value is written back, changed.
 *
 * <p>Problem: making it exclusive is not one step. The kernel drops the shared lock first, and then waits like anybody else.
 *
 * <pre>
 *   P.1  flock(LOCK_SH), read    7
 *   Q.1  flock(LOCK_SH), read    7
 *   P.2  flock(LOCK_EX)          drops its shared lock, waits for Q
 *   Q.2  flock(LOCK_EX)          drops its shared lock: granted
 *   Q.3  write 8, LOCK_UN
 *   P.3                          granted
 *   P.4  write 8                 Q's update is lost
 * </pre>
 *
 * <p>Consequence: what was read need not be true any more when the exclusive lock is there.
 *
 * <p>Instead: who may have to write takes the exclusive lock at once. Mortise's locks cannot be upgraded.
 */
public final class FlockUpgrade implements Actor {

    private static final int VALUE = 0;

    /** Makes the actor. */
    public FlockUpgrade() {}

    @Override
    public void play(Stage stage) {
        Posix posix = stage.posix();
        int fd = new Entry(posix, stage.directory(), stage.name()).openOrCreate();
        Flocks.shared(posix, fd);
        int read = stage.recall(VALUE);
        Flocks.exclusive(posix, fd);
        stage.check(
                stage.recall(VALUE) == read,
                "what was read under the shared lock changed before the exclusive one was there");
        stage.note(VALUE, read + 1);
        posix.close(fd);
    }
}
