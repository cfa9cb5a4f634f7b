package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of {@link HotCall} have in common: how long they take, and a file of one page that only they use.
 *
 * <p>Iterations are short and forks many, because all contenders have to take turns within minutes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 4, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public abstract class HotCalls {

    /** Bytes of what the library keeps beside a lock. */
    static final int RECORD = 64;

    /** Bytes of a page of memory, and the file's size. */
    static final int PAGE = 4096;

    final Path path = LockFile.create(PAGE);

    HotCalls() {}

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
