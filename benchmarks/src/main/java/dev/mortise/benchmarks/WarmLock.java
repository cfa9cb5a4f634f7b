package dev.mortise.benchmarks;

import dev.mortise.KernelLock;
import dev.mortise.LockException;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** {@code KernelLock} with nobody else about, on a file that was locked before. */
@SuppressWarnings("NullAway.Init") // JMH fills in the backend and calls open() first
public class WarmLock extends HotCalls {

    /** Which backend. */
    @Param({"ffm", "jni", "jnr", "jna"})
    public String backend;

    private Mortise mortise;
    private KernelLock lock;

    /** Describes the lock. */
    @Setup
    public void open() {
        mortise = Mortise.on(Backends.named(backend));
        lock = mortise.kernelLock(path);
    }

    /** Closes the file. */
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
        lock.acquire().close();
    }

    /**
     * Tries once and closes.
     *
     * @throws LockException if it is refused
     */
    @Benchmark
    public void tryAcquireAndClose() throws LockException {
        LockFile.had(lock.tryAcquire()).close();
    }
}
