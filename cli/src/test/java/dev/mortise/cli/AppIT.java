package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laid-out application, as the launcher starts it: on the JDK of the tests and on the one that runs Maven. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AppIT {

    private static final Path APP = Path.of(System.getProperty("mortise.app"));

    @TempDir
    Path directory;

    static Stream<String> jdks() {
        return Stream.of(System.getProperty("java.home"), System.getProperty("mortise.jdks"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void versionIsTheJarsAndNothingWarns(String jdk) throws Exception {
        assertThat(run(jdk, "--version")).isZero();
        assertThat(printed("out").strip()).matches("mortise \\d+\\.\\d+\\.\\d+.*");
        assertThat(printed("err")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void stressIsCleanAndNothingWarns(String jdk) throws Exception {
        int status = run(jdk, "stress", "--seconds", "1", "--processes", "2");
        if (status == Exit.UNSUPPORTED) {
            // Built without a C compiler there is no backend for a Java older than 22, and it says so.
            assertThat(printed("err"))
                    .startsWith("mortise: no backend can be used here")
                    .contains("needs Java 22");
            return;
        }
        assertThat(status).as(printed("err")).isZero();
        assertThat(printed("out")).contains("PASS: ").doesNotContain("\r", "\u001b");
        assertThat(printed("err")).isEmpty();
    }

    static Stream<Arguments> optionalBackends() {
        return Stream.of(
                Arguments.of(System.getProperty("java.home"), "jnr"),
                Arguments.of(System.getProperty("mortise.jdks"), "jna"));
    }

    @ParameterizedTest
    @MethodSource("optionalBackends")
    void contendersUseTheBackendThatIsNamed(String jdk, String backend) throws Exception {
        int status = run(jdk, "--backend", backend, "stress", "--seconds", "1", "--processes", "2");
        assertThat(status).as(printed("err")).isZero();
        assertThat(printed("out")).contains("PASS: ").containsPattern("backend +" + backend);
        assertThat(printed("err")).isEmpty();
    }

    @Test
    void libraryFolderHoldsWhatTheManifestNames() throws Exception {
        List<String> named = List.of(classPath().split(" ", -1));
        try (Stream<Path> jars = Files.list(APP.resolveSibling("lib"))) {
            assertThat(jars.map(jar -> "lib/" + jar.getFileName())).containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(named)
                .contains("lib/mortise.jar", "lib/jnr-posix.jar", "lib/jffi-native.jar", "lib/jna.jar")
                .doesNotContain("lib/jspecify.jar");
    }

    private static String classPath() throws IOException {
        try (JarFile jar = new JarFile(APP.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        }
    }

    private int run(String jdk, String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(jdk + "/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", APP.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String printed(String stream) throws Exception {
        return Files.readString(directory.resolve(stream));
    }
}
