package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.TestBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a million acquisitions leave behind in a process of 64 MiB: nothing. */
@Timeout(300)
class GrowthTest {

    private static final int CYCLES = 1_000_000;
    private static final int LOCK_FILES = 0;
    private static final int OTHER_FILES = 1;
    private static final int THREADS = 2;
    private static final int LOCKS = 3;
    private static final int KILOBYTES = 4;

    /** All that the child uses, and their directory. */
    private static final int MOST_LOCK_FILES = 1 + 1024 + 1;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("a million acquisitions leave no file, no thread, no lock and no memory behind")
    void nothingGrows(Kind kind) throws Exception {
        List<int[]> possessions = run(kind);
        int[] before = possessions.get(0);
        int[] after = possessions.get(1);
        assertThat(after[LOCK_FILES]).isBetween(2, MOST_LOCK_FILES);
        assertThat(after[OTHER_FILES]).isLessThanOrEqualTo(before[OTHER_FILES] + 2);
        assertThat(after[THREADS]).isLessThanOrEqualTo(before[THREADS] + 2);
        assertThat(after[LOCKS]).isZero();
        assertThat(after[KILOBYTES] - before[KILOBYTES]).isLessThan(8 * 1024);
    }

    private List<int[]> run(Kind kind) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData", // which is locked, too
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GrowingChild.class.getName(),
                        TestBackend.nameOfBest(),
                        kind.name(),
                        directory.toString(),
                        Integer.toString(CYCLES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = child.inputReader(StandardCharsets.UTF_8)) {
            return said.lines().map(GrowthTest::numbers).toList();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static int[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
