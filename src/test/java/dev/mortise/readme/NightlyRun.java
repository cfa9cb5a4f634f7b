package dev.mortise.readme;

// README
import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import java.nio.file.Path;

class NightlyRun {

    /** Runs the work unless another process, or another thread, is at it. */
    static boolean run(Path lockFile, Runnable work) throws IOException {
        try (Hold hold = KernelLock.at(lockFile).tryAcquire()) {
            if (hold == null) return false;
            work.run();
            return true;
        }
    }
}
// README
