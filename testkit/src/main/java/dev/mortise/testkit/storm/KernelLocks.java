package dev.mortise.testkit.storm;

import dev.mortise.KernelLock;
import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.posix.Mode;
import java.nio.file.Path;

/** {@link KernelLock}, as it ships. */
public final class KernelLocks implements LockMaker {

    /** Makes the maker. */
    public KernelLocks() {}

    @Override
    public ProcessLock make(Mortise mortise, Path file, Mode mode) {
        KernelLock lock = mortise.kernelLock(file);
        return mode == Mode.SHARED ? lock.shared() : lock;
    }
}
