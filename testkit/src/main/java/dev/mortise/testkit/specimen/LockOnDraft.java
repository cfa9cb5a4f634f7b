package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;

/** The draft is to be the lock of those who change the file as well: with its new name it takes the lock along. */
public final class LockOnDraft extends Replacing {

    private static final int ANY = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;

    /** Makes one. */
    public LockOnDraft() {}

    @Override
    Name draft(Stage stage) {
        return Name.of("data.tmp");
    }

    @Override
    int make(Stage stage, Name draft) {
        return stage.posix().openat(stage.directory(), draft.terminated(), ANY, 0600);
    }

    @Override
    void lock(Posix posix, int draft) {
        KernelRefusedException.require("flock", posix.flock(draft, Posix.LOCK_EX));
    }

    @Override
    void publish(Stage stage, Name draft, int fd) {
        stage.inside();
        super.publish(stage, draft, fd);
    }
}
