package dev.mortise.testkit.specimen;

import dev.mortise.testkit.Stage;

/** Who was told that it is done may find the old contents after a power cut. */
public final class DirectoryNotForced extends Replacing {

    /** Makes one. */
    public DirectoryNotForced() {}

    @Override
    void forceDirectory(Stage stage) {
        // the mistake
    }
}
