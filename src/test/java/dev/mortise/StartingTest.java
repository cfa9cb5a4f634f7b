package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first use in a JVM. */
@Timeout(60)
class StartingTest {

    @TempDir
    Path directory;

    private List<String> run(String option, String what) throws Exception {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                StartingChild.class.getName(),
                what,
                directory.resolve("lock").toString());
        Process child = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = child.inputReader(StandardCharsets.UTF_8)) {
            return new ArrayList<>(said.lines().toList());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    @DisplayName("where no backend can be used, everybody who asks is told so, and not only the first")
    void everybodyIsToldThatThereIsNoBackend() throws Exception {
        assertThat(run("-Dmortise.backend=none", "system"))
                .hasSize(2)
                .allSatisfy(said -> assertThat(said)
                        .startsWith("BackendUnavailableException")
                        .contains("there is no backend 'none'", "choose one of"));
    }

    @Test
    @DisplayName("S3.9 locking can be switched off where no backend can be used")
    void lockingCanBeSwitchedOffWithoutABackend() throws Exception {
        assertThat(run("-Dmortise.backend=none", "withoutLocking")).containsExactly("let in");
    }

    @Test
    @DisplayName("a future is answered where the common pool has no thread")
    void futuresNeedNoCommonPool() throws Exception {
        assertThat(run("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0", "async"))
                .containsExactly("inside");
    }
}
