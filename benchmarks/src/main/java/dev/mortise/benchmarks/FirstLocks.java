package dev.mortise.benchmarks;

import dev.mortise.LockException;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** {@code KernelLock} on a file that is not open. */
@SuppressWarnings("NullAway.Init") // JMH fills in the backend and calls open() first
public class FirstLocks extends ColdFiles {

    /** Which backend. */
    @Param({"ffm", "jni", "jnr", "jna"})
    public String backend;

    private Mortise mortise;

    /** Opens nothing yet. */
    @Setup
    public void open() {
        mortise = Mortise.on(Backends.named(backend));
    }

    /** Closes the files. */
    @TearDown
    public void close() {
        mortise.close();
    }

    /**
     * Acquires and closes.
     *
     * @throws LockException if it is refused
     * @throws InterruptedException if interrupted
     */
    @Benchmark
    public void acquireAndClose() throws LockException, InterruptedException {
        mortise.kernelLock(next()).acquire().close();
    }
}
