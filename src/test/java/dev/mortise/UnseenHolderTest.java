package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mortise.owner.LockSurvey;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks about a lock may not see who has it: in another pid namespace, or where {@code /proc} hides the processes of others. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class UnseenHolderTest {

    private static final int REFUSED = 125;

    @TempDir
    Path directory;

    private Mortise mortise;
    private Path path;

    @BeforeEach
    void open() throws IOException {
        mortise = Mortise.on(TestBackend.best());
        path = Files.createFile(directory.resolve("lock"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    @AfterEach
    void close() {
        mortise.close();
    }

    private List<String> inANewPidNamespace(Kind kind) throws Exception {
        return run(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"), classPath(), kind);
    }

    /** As a user who may see nobody else's processes. */
    private List<String> whereProcessesAreHidden(Kind kind) throws Exception {
        String script = "mount -t proc -o hidepid=2 proc /proc || exit " + REFUSED
                + "; exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"";
        return run(
                List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"),
                classesForEverybody(),
                kind);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private String classesForEverybody() throws Exception {
        String library = copyOf(Mortise.class, directory.resolve("library"));
        return library + ":" + copyOf(VerdictChild.class, directory.resolve("tests"));
    }

    private static String copyOf(Class<?> one, Path to) throws Exception {
        CodeSource source = Objects.requireNonNull(one.getProtectionDomain().getCodeSource());
        Path from = Path.of(source.getLocation().toURI());
        if (!Files.isDirectory(from)) {
            to = to.resolveSibling(to.getFileName() + ".jar");
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to.toString();
    }

    private List<String> run(List<String> under, String classes, Kind kind) throws Exception {
        List<String> line = new ArrayList<>(under);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                VerdictChild.class.getName(),
                TestBackend.nameOfBest(),
                kind.name(),
                path.toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        int exit = process.waitFor();
        boolean refused = exit == REFUSED || said.toString().contains("unshare:");
        assumeThat(refused).as("refused by the kernel: " + said).isFalse();
        assertThat(exit).as(said.toString()).isZero();
        return said;
    }

    @Test
    @DisplayName("a described hold of a process of another pid namespace is seen by its presence byte")
    void aDescribedHoldOfAnotherNamespaceIsSeen() throws Exception {
        try (Hold hold = mortise.kernelLock(path).describedAs("night run").acquire()) {
            List<String> said = inANewPidNamespace(Kind.KERNEL);
            assertThat(said.get(0))
                    .startsWith("HELD pid=0 command='' operation='night run'")
                    .contains("its presence byte is locked, by a process that cannot be seen from here");
            assertThat(said.get(1))
                    .contains("a process that cannot be seen from here holds it for 'night run' since 20");
        }
    }

    @Test
    @DisplayName("a plain hold of a process of another pid namespace keeps out without a name, and the refusal says so")
    void aPlainHoldOfAnotherNamespaceKeepsOut() throws Exception {
        try (Hold hold = mortise.kernelLock(path).acquire()) {
            List<String> said = inANewPidNamespace(Kind.KERNEL);
            assertThat(said.get(0)).startsWith("FREE").contains("no process of this pid namespace has it");
            assertThat(said.get(1)).contains("nobody is seen to hold it now", "cannot be seen from here");
        }
    }

    @Test
    @DisplayName("hidepid: the kernel's list names the holder's number, and no more is told")
    void aHiddenHolderHasANumber() throws Exception {
        try (Hold hold = mortise.kernelLock(path).describedAs("night run").acquire()) {
            List<String> said = whereProcessesAreHidden(Kind.KERNEL);
            String pid = "pid=" + ProcessHandle.current().pid();
            assertThat(said.get(0)).startsWith("HELD " + pid + " command='' operation='night run'");
        }
    }

    @Test
    @DisplayName("hidepid: who has a range is not to be found, and that is what is said")
    void aHiddenHolderOfARangeCannotBeSeen() throws Exception {
        try (Hold hold = Kind.RANGE.lock(mortise, path, false).acquire()) {
            List<String> said = whereProcessesAreHidden(Kind.RANGE);
            assertThat(said.get(0))
                    .startsWith("HELD pid=0 command=''")
                    .contains("a process that cannot be seen from here has it");
        }
    }

    /** As where nothing is mounted there. */
    private static final class WithoutProc extends ForwardingPosix {

        WithoutProc() {
            super(TestBackend.best());
        }

        @Override
        public int openat(int dirfd, byte[] name, int flags, int mode) {
            boolean proc = new String(name, StandardCharsets.UTF_8).startsWith("/proc/");
            return proc ? -Errno.ENOENT : super.openat(dirfd, name, flags, mode);
        }
    }

    @Test
    @DisplayName("without /proc nobody is named, and that is what is said; free and held are not guessed")
    void withoutProcItIsNotKnown() throws Exception {
        Path path = directory.resolve("plain");
        try (Mortise blind = Mortise.on(new WithoutProc());
                Hold hold = mortise.kernelLock(path).acquire()) {
            Verdict verdict = blind.kernelLock(path).verdict();
            assertThat(verdict.state()).isEqualTo(Verdict.State.UNKNOWN);
            assertThat(verdict.evidence().toString()).contains("/proc/locks cannot be read");
            assertThatThrownBy(() -> blind.kernelLock(path).acquire(Duration.ofMillis(50)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("/proc/locks cannot be read");
            assertThat(LockSurvey.of(new WithoutProc())).isEmpty();
        }
    }
}
