package dev.mortise.benchmarks;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One exclusive lock and its release on a file that stays open, with nobody else about. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class FlockPair {

    /** Pairs in one call of the C loop: enough to forget what the call itself costs. */
    private static final int BATCH = 1000;

    /** A file open through one backend. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    public static class ThroughPort {

        /** Which backend. */
        @Param({"ffm", "jni"})
        public String backend;

        private Posix posix;
        private Path path;
        private int fd;

        /** Opens the file. */
        @Setup
        public void open() {
            posix = Backends.named(backend);
            path = LockFile.create();
            fd = LockFile.open(posix, path);
        }

        /**
         * Removes the file.
         *
         * @throws IOException if it is gone
         */
        @TearDown
        public void remove() throws IOException {
            posix.close(fd);
            Files.delete(path);
        }
    }

    /** A file open as a descriptor that C can use. */
    @State(Scope.Benchmark)
    public static class InC {

        private final Posix posix = Backends.best();
        private final Path path = LockFile.create();
        private final int fd = LockFile.open(posix, path);

        /** Loads the loop. */
        public InC() {
            CLoop.load();
        }

        /**
         * Removes the file.
         *
         * @throws IOException if it is gone
         */
        @TearDown
        public void remove() throws IOException {
            posix.close(fd);
            Files.delete(path);
        }
    }

    /** A file open as Java's own channel. */
    @State(Scope.Benchmark)
    public static class Channel {

        private final Path path = LockFile.create();
        private final FileChannel channel = LockFile.channel(path);

        /**
         * Removes the file.
         *
         * @throws IOException if it is gone
         */
        @TearDown
        public void remove() throws IOException {
            channel.close();
            Files.delete(path);
        }
    }

    /**
     * Through a backend.
     *
     * @param file the open file
     */
    @Benchmark
    public void port(ThroughPort file) {
        LockFile.succeed(file.posix.flock(file.fd, Posix.LOCK_EX | Posix.LOCK_NB));
        LockFile.succeed(file.posix.flock(file.fd, Posix.LOCK_UN));
    }

    /**
     * In C, in this very process.
     *
     * @param file the open file
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void c(InC file) {
        LockFile.succeed(-CLoop.flockPairs(file.fd, BATCH));
    }

    /**
     * As the JDK does it: a POSIX record lock and a table of its own.
     *
     * @param file the open file
     * @throws IOException if the lock is refused
     */
    @Benchmark
    public void fileChannel(Channel file) throws IOException {
        FileLock lock = file.channel.tryLock();
        if (lock == null) {
            throw new IOException("somebody else locks " + file.path);
        }
        lock.release();
    }
}
