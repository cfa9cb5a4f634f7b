package dev.mortise;

import java.nio.file.Path;

/** The two kinds of locks that share all laws. */
enum Kind {
    KERNEL {
        @Override
        ProcessLock lock(Mortise mortise, Path path, boolean shared) {
            KernelLock lock = mortise.kernelLock(path);
            return shared ? lock.shared() : lock;
        }
    },
    RANGE {
        @Override
        ProcessLock lock(Mortise mortise, Path path, boolean shared) {
            RangeLock lock = mortise.rangeLock(path, 10, 90);
            return shared ? lock.shared() : lock;
        }
    };

    abstract ProcessLock lock(Mortise mortise, Path path, boolean shared);
}
