package dev.mortise.testkit.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.Scenario;
import java.io.File;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that cannot be ended harms neither the next exploration nor the end of the JVM. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpinningCodeTest {

    @Test
    void theNextExplorationWorksAndTheJvmEnds() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        SpinningProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = program.getInputStream()) {
            program.getOutputStream().close();
            List<String> said = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(said).hasSize(2);
            assertThat(said.get(0))
                    .contains("the code of A blocks or loops outside the port, at SpinningProgram.")
                    .endsWith("it goes on in a daemon thread until this JVM ends");
            assertThat(said.get(1)).startsWith("program 2x1").endsWith("exhausted, clean");
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    private static String classPath() throws URISyntaxException {
        List<String> origins = new ArrayList<>();
        for (Class<?> type : List.of(Posix.class, Scenario.class, SpinningProgram.class)) {
            origins.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, origins);
    }
}
