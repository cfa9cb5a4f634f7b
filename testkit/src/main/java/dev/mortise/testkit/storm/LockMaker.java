package dev.mortise.testkit.storm;

import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.posix.Mode;
import java.nio.file.Path;

/**
 * Makes the lock under test in each contending process, for all its threads. An implementation is named by its class, so
 * it is public and has a public constructor without parameters.
 */
public interface LockMaker {

    /**
     * Makes the lock; nothing is acquired.
     *
     * @param mortise this process's own
     * @param file the lock file, the same for all contenders; there is none when the first one comes
     * @param mode alone or together with others
     * @return the lock
     */
    ProcessLock make(Mortise mortise, Path file, Mode mode);
}
