package dev.mortise.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void theReadmeShowsTheCodeThatIsTested() throws IOException {
        String source = Files.readString(ROOT.resolve("src/test/java/dev/mortise/readme/NightlyRun.java"));

        String shown = source.split("// README\n", -1)[1].strip();

        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + shown + "\n```");
    }

    @Test
    void oneRunAtATime(@TempDir Path directory) throws IOException {
        Path lock = directory.resolve("nightly.lock");
        AtomicInteger runs = new AtomicInteger();

        boolean outer = NightlyRun.run(lock, () -> {
            runs.incrementAndGet();
            assertThat(runsQuietly(lock, runs))
                    .as("a second run during the first")
                    .isFalse();
        });
        boolean afterwards = NightlyRun.run(lock, runs::incrementAndGet);

        assertThat(outer).isTrue();
        assertThat(afterwards).isTrue();
        assertThat(runs).hasValue(2);
    }

    private static boolean runsQuietly(Path lock, AtomicInteger runs) {
        try {
            return NightlyRun.run(lock, runs::incrementAndGet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
