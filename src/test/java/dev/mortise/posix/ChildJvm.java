package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JVM of the same kind that runs {@link ContractChild}: for what would end this one, cripple it, or needs another user.
 */
public final class ChildJvm {

    private static final int STRANGER = 65534;
    private static final String UNPACKED_JARS = System.getProperty("mortise.unpacked.jars", "target/unpacked");

    private final String backend;
    private final List<String> wrapper = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<Path> earlierJars = new ArrayList<>();
    private Predicate<String> optionalJars;
    private boolean unpacked;
    private final List<Path> laterJars = new ArrayList<>();
    private boolean copied;
    private boolean modular;
    private String nativeAccess = "--enable-native-access=ALL-UNNAMED";

    private ChildJvm(String backend) {
        this.backend = backend;
        this.optionalJars = Pattern.compile(jarsOf(backend)).asMatchPredicate();
    }

    private static String jarsOf(String backend) {
        return switch (backend) {
            case "ffm", "jni" -> "";
            case "jnr" -> "(jnr|jffi|asm)-.*";
            case "jna" -> "jna-.*";
            default -> "(jna|jnr|jffi|asm)-.*";
        };
    }

    /**
     * Prepares a child.
     *
     * @param backend which backend it opens
     * @return a child that {@link #run} starts
     */
    public static ChildJvm of(String backend) {
        return new ChildJvm(backend);
    }

    /**
     * Adds an option of the JVM.
     *
     * @param option such as a system property
     * @return this
     */
    public ChildJvm with(String option) {
        options.add(option);
        return this;
    }

    /**
     * Lets the JVM refuse native code.
     *
     * @return this
     */
    public ChildJvm denyingNativeAccess() {
        nativeAccess = "--illegal-native-access=deny";
        return this;
    }

    /**
     * Leaves jars out of the class path.
     *
     * @param name an expression that matches their file names
     * @return this
     */
    public ChildJvm without(String name) {
        optionalJars = optionalJars.and(Pattern.compile(name).asMatchPredicate().negate());
        return this;
    }

    /**
     * Puts a jar before all others.
     *
     * @param jar where it lies
     * @return this
     */
    public ChildJvm before(Path jar) {
        earlierJars.add(jar);
        return this;
    }

    /**
     * Puts a jar behind all others.
     *
     * @param jar where it lies
     * @return this
     */
    public ChildJvm behind(Path jar) {
        laterJars.add(jar);
        return this;
    }

    /**
     * Runs the library as a module, with its optional jars on the module path.
     *
     * @return this
     */
    public ChildJvm onTheModulePath() {
        modular = true;
        return this;
    }

    /**
     * Grants native access to these modules and to nobody else.
     *
     * @param modules their names, with commas between
     * @return this
     */
    public ChildJvm grantingNativeAccessTo(String modules) {
        options.add("--enable-native-access=" + modules);
        return denyingNativeAccess();
    }

    /**
     * Lets a shell prepare the process.
     *
     * @param preparation a command such as {@code ulimit}
     * @return this
     */
    public ChildJvm underShell(String preparation) {
        return under("sh", "-c", preparation + " && exec \"$@\"", "sh");
    }

    /**
     * Runs it as a user without rights, who may not be able to read the build's folders: the classes are copied.
     *
     * @return this
     */
    public ChildJvm asStranger() {
        copied = true;
        return under("setpriv", "--reuid", Integer.toString(STRANGER), "--clear-groups");
    }

    /**
     * Puts what the build has unpacked in the place of its jars, for a JVM that cannot open one.
     *
     * @return this
     */
    public ChildJvm withoutJars() {
        unpacked = true;
        return this;
    }

    /**
     * Runs it under another program.
     *
     * @param command to which the JVM's own is appended
     * @return this
     */
    public ChildJvm under(String... command) {
        wrapper.addAll(Arrays.asList(command));
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @param command what it does, with arguments
     * @return what it said
     */
    public Outcome run(String... command) {
        try {
            return copied ? runOnCopies(command) : start(classPath(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome runOnCopies(String... command) throws IOException, InterruptedException {
        Path copies = Files.createTempDirectory(
                "mortise-classes", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            List<Path> readable = new ArrayList<>();
            for (Path original : classPath()) {
                Path copy = copies.resolve(Integer.toString(readable.size()) + original.getFileName());
                copyTree(original, copy);
                readable.add(copy);
            }
            return start(readable, command);
        } finally {
            removeTree(copies);
        }
    }

    private Outcome start(List<Path> classPath, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(wrapper);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        line.add(nativeAccess);
        line.addAll(temporaryDirectoryOfJna());
        line.addAll(options);
        line.addAll(modular ? onModulePath(classPath) : onClassPath(classPath));
        line.add(backend);
        line.addAll(Arrays.asList(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Outcome(process.waitFor(), said.lines().toList());
        }
    }

    private static List<String> onClassPath(List<Path> paths) {
        return List.of("-cp", joined(paths), ContractChild.class.getName());
    }

    /** The child's class lies in a package of the module, so the tests are patched in. */
    private static List<String> onModulePath(List<Path> paths) {
        Path tests = origin(ContractChild.class);
        List<Path> modules = paths.stream().filter(path -> !path.equals(tests)).toList();
        return List.of(
                "-p",
                joined(modules),
                "--patch-module",
                "dev.mortise=" + tests,
                "-m",
                "dev.mortise/" + ContractChild.class.getName());
    }

    private static String joined(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }

    /** The library and the tests, and the jars that some backends stand on. */
    private List<Path> classPath() {
        Stream<Path> classes = Stream.of(Posix.class, ContractChild.class).map(ChildJvm::origin);
        Stream<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> optionalJars.test(path.getFileName().toString()));
        return Stream.of(earlierJars.stream(), classes, jars, laterJars.stream())
                .flatMap(paths -> paths)
                .distinct()
                .map(path -> unpacked ? unpacked(path) : path)
                .toList();
    }

    private static Path unpacked(Path path) {
        String name = path.getFileName().toString();
        if (!name.endsWith(".jar")) {
            return path;
        }
        Path directory =
                Path.of(UNPACKED_JARS, name.replaceFirst("\\.jar$", "-jar")).toAbsolutePath();
        assumeTrue(Files.isDirectory(directory), "not run by the build: there is no " + directory);
        return directory;
    }

    /** Not the user's own, where another JNA may leave another library; a stranger may not enter the build's folders. */
    private List<String> temporaryDirectoryOfJna() {
        String ours = System.getProperty("jna.tmpdir");
        return ours == null || copied ? List.of() : List.of("-Djna.tmpdir=" + ours);
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void removeTree(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    /**
     * What a child left.
     *
     * @param exit its exit code
     * @param lines what it printed, read as Latin-1
     */
    public record Outcome(int exit, List<String> lines) {

        /**
         * Fails unless it ended with this code.
         *
         * @param code the exit code
         */
        public void assertExit(int code) {
            assertEquals(code, exit, this::toString);
        }

        /**
         * Fails unless it ended well and printed exactly this.
         *
         * @param expected the lines
         */
        public void assertSaid(String... expected) {
            assertEquals(String.join("\n", expected), String.join("\n", lines));
            assertExit(0);
        }
    }
}
