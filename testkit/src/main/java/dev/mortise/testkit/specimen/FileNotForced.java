package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;

/** The name may be on the disk before what it means: after a power cut the file is empty. */
public final class FileNotForced extends Replacing {

    /** Makes one. */
    public FileNotForced() {}

    @Override
    void forceFile(Posix posix, int draft) {
        // the mistake
    }
}
