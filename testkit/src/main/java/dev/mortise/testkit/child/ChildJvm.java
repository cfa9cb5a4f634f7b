package dev.mortise.testkit.child;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of a child: this JVM's class path in a small JVM that starts fast. */
public final class ChildJvm {

    private static final int FIRST_JAVA_THAT_WARNS = 22;

    /** The property by which each backend that unpacks native code is told where. */
    private static final Map<String, String> UNPACKING =
            Map.of("jni", "mortise.native.dir", "jnr", "jffi.extract.dir", "jna", "jna.tmpdir");

    private ChildJvm() {}

    /**
     * Makes a temporary directory for children. If this JVM was told where its backend may unpack native code, because its
     * own temporary directory forbids that, it lies there.
     *
     * @param backend the children's
     * @param prefix how its name begins
     * @return the directory, for the caller to remove
     * @throws IOException if it cannot be made
     */
    public static Path scratch(String backend, String prefix) throws IOException {
        String chosen = unpackingDirectory(backend);
        Path scratch =
                chosen == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(Path.of(chosen), prefix);
        return scratch.toAbsolutePath();
    }

    private static @Nullable String unpackingDirectory(String backend) {
        String property = UNPACKING.get(backend);
        return property == null ? null : System.getProperty(property);
    }

    /**
     * The words that start a child. Performance data would leave a file behind at each kill; temporary files lie in {@code scratch}, for somebody else to
     * remove.
     *
     * @param program its main class
     * @param backend its backend, a name from {@link Backends#names}
     * @param scratch see {@link #scratch}
     * @param words what it is told
     * @return the command
     */
    public static List<String> command(Class<?> program, String backend, Path scratch, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + scratch,
                "-D" + Backends.PROPERTY + "=" + backend));
        if (unpackingDirectory(backend) != null) {
            command.add("-D" + UNPACKING.get(backend) + "=" + scratch);
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
