package dev.mortise.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param home its folder
 */
record Jdk(Path home) {

    /** The one that runs the tests and the one that runs Maven. */
    static Stream<Jdk> both() {
        return Stream.of(System.getProperty("java.home"), System.getProperty("mortise.jdks"))
                .map(Path::of)
                .distinct()
                .map(Jdk::new);
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    int feature() throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }

    /** Runs a tool that has to succeed and to be silent. */
    void runs(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool(tool), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said;
        try (InputStream in = process.getInputStream()) {
            said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).as(command.toString()).isEmpty();
    }

    @Override
    public String toString() {
        return home.getFileName().toString();
    }
}
