package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;
import java.util.function.IntSupplier;

/** Loads under the lock, lets go, and saves under it again: what others saved meanwhile is overwritten. */
public final class TwoLocksForOneChange implements Actor {

    private static final int LOCK_FILE = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;

    /** The number that is kept, in a word instead of a file. */
    private static final int KEPT = 0;

    /** How often it was increased. */
    private static final int INCREASED = 1;

    /** Makes one. */
    public TwoLocksForOneChange() {}

    @Override
    public void play(Stage stage) {
        stage.round(1);
        int loaded = locked(stage, () -> stage.recall(KEPT));
        locked(stage, () -> save(stage, loaded + 1));
        stage.round(2);
    }

    private static int save(Stage stage, int number) {
        stage.note(KEPT, number);
        stage.note(INCREASED, stage.recall(INCREASED) + 1);
        stage.check(stage.recall(KEPT) == stage.recall(INCREASED), "what another one saved is lost");
        return number;
    }

    private static int locked(Stage stage, IntSupplier task) {
        Posix posix = stage.posix();
        int fd = posix.openat(stage.directory(), stage.name().terminated(), LOCK_FILE, 0600);
        KernelRefusedException.require("openat", fd);
        try {
            KernelRefusedException.require("flock", posix.flock(fd, Posix.LOCK_EX));
            return task.getAsInt();
        } finally {
            posix.close(fd);
        }
    }
}
