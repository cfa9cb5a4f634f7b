package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Locking a path for the first time: open, lock, and all that comes before and after. There are so many files that each
 * has been closed again when its turn comes: a {@code Mortise} keeps a quarter of them open, and closes those when it needs room.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public abstract class ColdFiles {

    /** Files in turn. */
    static final int FILES = 1024;

    final Path folder = LockFile.createFolder();
    final List<Path> files =
            IntStream.range(0, FILES).mapToObj(LockFile.in(folder)).toList();
    private int turn;

    ColdFiles() {}

    Path next() {
        turn = turn + 1 < FILES ? turn + 1 : 0;
        return files.get(turn);
    }

    /**
     * Removes the files.
     *
     * @throws IOException if one is gone
     */
    @TearDown
    public void remove() throws IOException {
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
