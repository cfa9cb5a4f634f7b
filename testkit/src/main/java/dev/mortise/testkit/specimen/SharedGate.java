package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Stage;

/**
 * <strong>Broken.</strong> Waiters queue at a gate, and readers, whose descriptions cannot hold it alone, stand in it together.
 *
 * <p>Problem: who stands in the gate shared lets every other reader through, and no writer.
 *
 * <pre>
 *   P.1  gate shared     P waits in flock
 *   W.1  gate            W waits for P to leave the gate
 *   Q.1  gate shared     Q stands first in line as well, before W
 *   P.2  flock           granted; P leaves the gate
 *   R.1  gate shared     R does too, and W waits for Q and R
 * </pre>
 *
 * <p>Consequence: a writer waits for as long as readers come, which is what the gate was to prevent.
 *
 * <p>Instead: a turnstile. Who cannot hold the gate alone comes through it, and stands behind it.
 */
public final class SharedGate implements Actor {

    /** Makes one of the readers. */
    public SharedGate() {}

    @Override
    public void play(Stage stage) {
        Posix posix = stage.posix();
        int fd = new Entry(posix, stage.directory(), stage.name()).openOrCreate();
        Line line = new Line(stage, fd);
        line.stand(Posix.F_RDLCK);
        Flocks.shared(posix, fd);
        line.pass();
        line.stepAside();
        stage.insideShared();
        Flocks.unlock(posix, fd);
        posix.close(fd);
    }
}
