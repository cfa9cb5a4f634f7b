package dev.mortise.testkit.storm;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child: this JVM's class path in a small JVM that starts fast. */
final class ChildJvm {

    private static final int FIRST_JAVA_THAT_WARNS = 22;

    private ChildJvm() {}

    /**
     * Makes a temporary directory for children. If this JVM was told where its backend may unpack native code, because its
     * own temporary directory forbids that, it lies there.
     */
    static Path scratch(String backend, String prefix) throws IOException {
        String chosen = System.getProperty(unpackingProperty(backend), "");
        Path scratch = chosen.isEmpty()
                ? Files.createTempDirectory(prefix)
                : Files.createTempDirectory(Path.of(chosen), prefix);
        return scratch.toAbsolutePath();
    }

    private static String unpackingProperty(String backend) {
        return switch (backend) {
            case "jnr" -> "jffi.extract.dir";
            case "jna" -> "jna.tmpdir";
            default -> "mortise.native.dir";
        };
    }

    /** Performance data would leave a file behind at each kill; temporary files lie in {@code scratch}, for somebody else to remove. */
    static List<String> command(Class<?> program, String backend, Path scratch, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + scratch,
                "-D" + Backends.PROPERTY + "=" + backend));
        if (System.getProperty(unpackingProperty(backend)) != null) {
            command.add("-D" + unpackingProperty(backend) + "=" + scratch);
        }
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(words));
        return command;
    }

    private static String classPath() {
        String classPath = System.getProperty("java.class.path", "");
        if (classPath.isEmpty()) {
            throw new IllegalStateException("children are started with this JVM's class path, which is empty; "
                    + "start it with -cp instead of --module-path");
        }
        return classPath;
    }
}
