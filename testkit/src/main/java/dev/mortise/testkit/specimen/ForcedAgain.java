package dev.mortise.testkit.specimen;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;

/** The second force succeeds because the kernel has given up what it could not write, and takes it for written. */
public final class ForcedAgain extends Replacing {

    /** Makes one. */
    public ForcedAgain() {}

    @Override
    void forceFile(Posix posix, int draft) {
        if (posix.fsync(draft) < 0) {
            KernelRefusedException.require("fsync", posix.fsync(draft));
        }
    }
}
