package dev.mortise.testkit.specimen;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Stage;

/** A sweeper that asks the draft's lock finds it free, and removes what is about to get the name. */
public final class UnlockBeforeRename extends Replacing {

    /** Makes one. */
    public UnlockBeforeRename() {}

    @Override
    void publish(Stage stage, Name draft, int fd) {
        stage.posix().flock(fd, Posix.LOCK_UN);
        rename(stage, draft);
    }

    /** Removes what it can lock. */
    static void sweep(Stage stage) {
        Drafts.forEach(stage, name -> {
            int fd = stage.posix().openat(stage.directory(), name.terminated(), Posix.O_RDWR | Posix.O_CLOEXEC, 0);
            if (fd >= 0) {
                if (stage.posix().flock(fd, Posix.LOCK_EX | Posix.LOCK_NB) == 0) {
                    stage.posix().unlinkat(stage.directory(), name.terminated(), 0);
                }
                stage.posix().close(fd);
            }
        });
    }
}
