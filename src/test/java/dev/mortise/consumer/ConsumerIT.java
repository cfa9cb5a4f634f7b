package dev.mortise.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that knows nothing but the jar locks a file, on both JDKs and in each way in which a jar is used. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerIT {

    private static final Path JAR = Path.of(System.getProperty("mortise.jar"));
    private static final int FIRST_WITH_FFM = 22;
    private static final int FIRST_THAT_WARNS = 24;

    @TempDir
    static Path directory;

    private final Map<String, List<String>> built = new HashMap<>();

    static Stream<Arguments> consumers() {
        return Jdk.both().flatMap(jdk -> Stream.of(Way.values()).map(way -> Arguments.of(jdk, way)));
    }

    static Stream<Jdk> jdks() {
        return Jdk.both();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("consumers")
    void secondProcessIsRefusedAndNothingWarns(Jdk jdk, Way way) throws IOException, InterruptedException {
        String backend = backendOf(jdk);
        List<String> command = built(jdk, way);

        Process first = start(command, "first");
        try (BufferedReader said = first.inputReader()) {
            assertThat(said.readLine()).as(errors("first")).isEqualTo(backend + ": held");
            assertThat(run(command, "second")).isEqualTo(backend + ": EAGAIN\n");
            first.getOutputStream().close();
            assertThat(first.waitFor()).isZero();
        } finally {
            first.destroyForcibly();
        }
        assertThat(run(command, "third")).isEqualTo(backend + ": held\n");
        assertThat(errors("first") + errors("second") + errors("third")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void imageHoldsNothingElse(Jdk jdk) throws IOException, InterruptedException {
        Path launcher = Path.of(built(jdk, Way.IMAGE).get(0));

        List<String> list = List.of(launcher.resolveSibling("java").toString(), "--list-modules");
        assertThat(run(list, "list").lines().map(line -> line.split("@", 2)[0]))
                .containsExactly("consumer", "dev.mortise", "java.base");
    }

    /** Silence would prove nothing on a JVM that never warns. */
    @ParameterizedTest
    @MethodSource("jdks")
    void withoutTheFlagTheJvmWarns(Jdk jdk) throws IOException, InterruptedException {
        backendOf(jdk);
        List<String> command = new ArrayList<>(built(jdk, Way.MODULE_PATH));
        command.removeIf(word -> word.startsWith("--enable-native-access"));

        run(command, "unflagged");

        boolean warned = errors("unflagged").contains("Use --enable-native-access=dev.mortise");
        assertThat(warned).isEqualTo(jdk.feature() >= FIRST_THAT_WARNS);
    }

    private List<String> built(Jdk jdk, Way way) throws IOException, InterruptedException {
        String name = jdk + "-" + way;
        List<String> command = built.get(name);
        if (command == null) {
            command = way.build(jdk, JAR, directory.resolve(name));
            built.put(name, command);
        }
        return command;
    }

    private static String backendOf(Jdk jdk) throws IOException {
        if (jdk.feature() >= FIRST_WITH_FFM) {
            return "FfmPosix";
        }
        assumeTrue(hasShim(), "built without a C compiler there is no backend for Java " + jdk.feature());
        return "JniPosix";
    }

    private static boolean hasShim() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().anyMatch(entry -> entry.getName().endsWith("/libmortise.so"));
        }
    }

    private Process start(List<String> command, String name) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(directory.resolve("lock").toString());
        return new ProcessBuilder(words)
                .redirectError(directory.resolve(name).toFile())
                .start();
    }

    /** Runs a program whose input has ended; it must end well. */
    private String run(List<String> command, String name) throws IOException, InterruptedException {
        Process process = start(command, name);
        process.getOutputStream().close();
        try (BufferedReader said = process.inputReader()) {
            String lines = said.lines().map(line -> line + "\n").reduce("", String::concat);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(errors(name)).isZero();
            return lines;
        }
    }

    private String errors(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }
}
