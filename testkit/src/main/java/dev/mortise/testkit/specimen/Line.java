package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;

/** A gate before a lock, and the law that whoever stands in it is the next, and nobody else. */
final class Line {

    private static final long GATE = 1L << 62;
    private static final int STANDS = 0;

    private final Stage stage;
    private final int fd;

    Line(Stage stage, int fd) {
        this.stage = stage;
        this.fd = fd;
    }

    /** Stands in the gate, by a lock of this type. */
    void stand(int type) {
        KernelRefusedException.require("ofdLock", stage.posix().ofdLock(fd, type, GATE, 1, true));
        stage.check(stage.recall(STANDS) == 0, "somebody stands in the gate already, and may be overtaken now");
        stage.note(STANDS, 1);
    }

    /** Is let in. */
    void pass() {
        stage.note(STANDS, 0);
    }

    void stepAside() {
        KernelRefusedException.require("ofdLock", stage.posix().ofdLock(fd, Posix.F_UNLCK, GATE, 1, false));
    }
}
