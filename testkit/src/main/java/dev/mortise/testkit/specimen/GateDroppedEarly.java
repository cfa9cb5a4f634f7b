package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Stage;

/**
 * <strong>Broken.</strong> Waiters queue at a gate, and whoever comes through it steps out of it before it waits for {@code flock}.
 *
 * <p>Problem: a gate orders only those who stand in it. Behind it all are equal again.
 *
 * <pre>
 *   P.1  gate, ungate    P waits in flock
 *   Q.1  gate, ungate    so does Q
 *   R.1  flock(LOCK_UN)
 *   Q.2  flock           granted: Q has overtaken P
 * </pre>
 *
 * <p>Consequence: two stand first in line. Nothing is unsafe, and nothing is fair; whoever has just left finds the gate empty, and is in again.
 *
 * <p>Instead: keep the gate until the lock is had. Only readers that cannot keep it alone must leave it at once.
 */
public final class GateDroppedEarly implements Actor {

    /** Makes one. */
    public GateDroppedEarly() {}

    @Override
    public void play(Stage stage) {
        Posix posix = stage.posix();
        int fd = new Entry(posix, stage.directory(), stage.name()).openOrCreate();
        Line line = new Line(stage, fd);
        line.stand(Posix.F_WRLCK);
        line.stepAside();
        Flocks.exclusive(posix, fd);
        line.pass();
        stage.inside();
        Flocks.unlock(posix, fd);
        posix.close(fd);
    }
}
