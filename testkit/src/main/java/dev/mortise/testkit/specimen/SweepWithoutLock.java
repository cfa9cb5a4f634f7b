package dev.mortise.testkit.specimen;

import dev.mortise.testkit.Stage;

/** Removes drafts that nobody seems to need, without asking their locks. */
public final class SweepWithoutLock extends Replacing {

    /** Makes one. */
    public SweepWithoutLock() {}

    /** The one who cleans up, as a job at night. */
    static void sweep(Stage stage) {
        Drafts.forEach(stage, name -> stage.posix().unlinkat(stage.directory(), name.terminated(), 0));
    }
}
