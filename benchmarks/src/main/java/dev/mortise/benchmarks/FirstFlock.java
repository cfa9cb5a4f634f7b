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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The first lock of a JVM: opening the door, opening the file, one lock and its release. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstFlock {

    /** A file that nobody has opened yet. */
    @State(Scope.Benchmark)
    public static class Closed {

        private final Path path = LockFile.create();

        /**
         * Removes the file.
         *
         * @throws IOException if it is gone
         */
        @TearDown
        public void remove() throws IOException {
            Files.delete(path);
        }
    }

    /** Which backend. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH fills it in
    public static class Choice {

        /** Its name. */
        @Param({"ffm", "jni"})
        public String backend;
    }

    /**
     * Through a backend.
     *
     * @param file the file
     * @param choice the backend
     */
    @Benchmark
    public void port(Closed file, Choice choice) {
        Posix posix = Backends.named(choice.backend);
        int fd = LockFile.open(posix, file.path);
        LockFile.succeed(posix.flock(fd, Posix.LOCK_EX | Posix.LOCK_NB));
        LockFile.succeed(posix.flock(fd, Posix.LOCK_UN));
        LockFile.succeed(posix.close(fd));
    }

    /**
     * As the JDK does it.
     *
     * @param file the file
     * @throws IOException if the lock is refused
     */
    @Benchmark
    public void fileChannel(Closed file) throws IOException {
        try (FileChannel channel = LockFile.channel(file.path)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("somebody else locks " + file.path);
            }
            lock.release();
        }
    }
}
