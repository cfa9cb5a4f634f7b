package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor in the laid-out application, in a JVM of its own: other users, other locales, another JDK, signals. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorIT {

    private static final Path APP = Path.of(System.getProperty("mortise.app"));

    /** Octal, for the shell's printf: no locale stands between it and the file system. */
    private static final String UMLAUT = "\\303\\244";

    private static final String NOT_UTF8 = "\\377\\376";

    @TempDir
    Path directory;

    static Stream<String> jdks() {
        return Stream.of(System.getProperty("java.home"), System.getProperty("mortise.jdks"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anyBytesNameADirectoryUnderTheCLocale(String jdk) throws Exception {
        assertThat(namedUnderC(jdk, UMLAUT)).isEqualTo(directory + "/\u00e4");
        assertThat(namedUnderC(jdk, NOT_UTF8)).isEqualTo(directory + "/\\xff\\xfe");
    }

    private Object namedUnderC(String jdk, String octal) throws Exception {
        String script = "dir=$(printf '" + directory + "/" + octal + "'); mkdir \"$dir\" && LC_ALL=C " + doctor(jdk)
                + " --json \"$dir\" && rmdir \"$dir\"";
        int status = shell(script);
        assumeThereIsABackend(status);
        assertThat(status).as(printed("err")).isZero();
        Map<?, ?> dir = (Map<?, ?>)
                Objects.requireNonNull(JsonText.parseObject(printed("out")).get("dir"));
        assertThat(dir.get("flock")).isEqualTo("ok");
        return Objects.requireNonNull(dir.get("path"));
    }

    @Test
    void localeThatCannotExpressAPathSaysSoWhereItMatters() throws Exception {
        String java = System.getProperty("java.home") + "/bin/java -jar '" + APP + "'";
        assertThat(shell("LC_ALL=C " + java + " stress --dir \"$(printf '" + UMLAUT + "')\""))
                .isEqualTo(64);
        assertThat(printed("err")).contains("is no path in this locale").doesNotContain("Exception");
    }

    static Stream<Arguments> backends() {
        String oldest = System.getProperty("mortise.jdks");
        return Stream.concat(
                Backends.names().stream().map(name -> Arguments.of(System.getProperty("java.home"), name)),
                Stream.of(Arguments.of(oldest, "jnr"), Arguments.of(oldest, "jna")));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void twoProcessesReallyCallFlock(String jdk, String backend) throws Exception {
        assumeTrue(isUsable(backend), "backend jni was built without a C compiler");
        assumeTrue(shell("command -v strace") == 0, "strace is not installed");
        Path log = directory.resolve("log");
        int status = shell("strace -f -y --seccomp-bpf -e trace=flock -o '" + log + "' " + doctor(jdk) + " --backend "
                + backend + " '" + directory + "'");
        assertThat(status).as(printed("err")).isZero();
        assertThat(printed("err")).isEmpty();
        assertThat(printed("out")).containsPattern("tried by .*backend " + backend);
        List<String> inTheRoom = Files.readAllLines(log).stream()
                .filter(line -> line.contains("/.mortise-doctor-"))
                .toList();
        assertThat(inTheRoom.stream().map(line -> line.split(" ", 2)[0]).distinct())
                .as(inTheRoom.toString())
                .hasSize(2);
        assertThat(inTheRoom)
                .anyMatch(line -> line.contains("LOCK_EX|LOCK_NB) = 0"))
                .anyMatch(line -> line.contains("LOCK_EX|LOCK_NB) = -1 EAGAIN"))
                .anyMatch(line -> line.contains("LOCK_UN) = 0"));
    }

    private static boolean isUsable(String backend) {
        return Backends.survey().stream().anyMatch(report -> report.name().equals(backend) && report.usable());
    }

    /** A temporary directory that forbids libraries, and another one as the remedy says: for both processes. */
    @ParameterizedTest
    @CsvSource({"jni,mortise.native.dir", "jna,jna.tmpdir"})
    void anotherDirectoryForLibrariesServesBothProcesses(String backend, String property) throws Exception {
        assumeTrue(isUsable(backend), "backend jni was built without a C compiler");
        Path noexec = Files.createDirectory(directory.resolve("noexec"));
        Path libraries = Files.createDirectory(directory.resolve("libraries"));
        String java = "XDG_CACHE_HOME='" + noexec + "' '" + System.getProperty("java.home") + "/bin/java' -D" + property
                + "='" + libraries + "' -Djava.io.tmpdir='" + noexec + "' -jar '" + APP + "' --backend " + backend
                + " doctor --json /";
        int status =
                shell("unshare -m sh -c \"mount -t tmpfs -o noexec none '" + noexec + "' || exit 1; " + java + "\"");
        assumeTrue(status != 1, "mount refused by the kernel");
        assertThat(status).as(printed("err")).isZero();
        assertThat(printed("out")).contains("\"flock\":\"ok\"");
        assertThat(libraries).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void unusableBackendIsNamedAndTheRestIsTold(String jdk) throws Exception {
        int status = shell(doctor(jdk) + " --backend ffm --json '" + directory + "'");
        Map<?, ?> object = JsonText.parseObject(printed("out"));
        Map<?, ?> ffm = (Map<?, ?>) ((List<?>) Objects.requireNonNull(object.get("backends"))).get(0);
        if (Boolean.TRUE.equals(ffm.get("usable"))) {
            assertThat(status).isZero();
        } else {
            assertThat(status).isEqualTo(69);
            assertThat(String.valueOf(ffm.get("reason"))).contains("needs Java 22");
            assertThat(String.valueOf(ffm.get("remedy"))).contains("run on Java 22");
            assertThat(printed("err").lines()).hasSize(1);
            shell(doctor(jdk) + " --backend ffm '" + directory + "'");
            assertThat(printed("out"))
                    .contains("the backend that was named could not be opened")
                    .doesNotContain("no backend could");
        }
    }

    @Test
    void noBackendAtAllIsUnsupported() throws Exception {
        int status = shell("'" + System.getProperty("java.home") + "/bin/java' --illegal-native-access=deny -cp '" + APP
                + "' dev.mortise.cli.Main doctor --json '" + directory + "'");
        assertThat(status).as(printed("err")).isEqualTo(69);
        assertThat(printed("out")).contains("\"flock\":\"unsupported\"", "\"usable\":false");
    }

    @Test
    void directoriesThatAreNotOursAreAMatterOfPermission() throws Exception {
        assumeTrue(shell("setpriv --reuid 65534 --clear-groups true") == 0, "another user refused by the kernel");
        Path app = copyForEverybody();
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path readable = Files.createDirectory(directory.resolve("readable"));
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
        String stranger = "setpriv --reuid 65534 --clear-groups " + System.getProperty("java.home") + "/bin/java -jar '"
                + app + "' doctor --json ";
        assertThat(shell(stranger + "'" + closed + "'")).isEqualTo(77);
        assertThat(printed("err")).contains("cannot open", "EACCES (Permission denied)");
        assertThat(printed("out")).isEmpty();
        assertThat(shell(stranger + "'" + readable + "'")).isEqualTo(77);
        assertThat(printed("err")).contains("no permission to make files in " + readable);
        assertThat(printed("out")).contains("\"flock\":\"refused\"", "\"dirfsync\":\"ok\"");
    }

    @Test
    void killedDoctorIsClearedUpAfterByItsSecondProcess() throws Exception {
        endWhileTrying(Process::destroyForcibly);
    }

    @Test
    void terminatedDoctorClearsUp() throws Exception {
        endWhileTrying(Process::destroy);
    }

    private interface End {
        void of(Process process);
    }

    private void endWhileTrying(End end) throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        Process process = new ProcessBuilder(
                        "sh", "-c", "exec " + doctor(System.getProperty("java.home")) + " " + place)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(() -> !isEmpty(place) && process.children().anyMatch(DoctorIT::isSecondProcess));
        end.of(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await(() -> isEmpty(place));
    }

    /** Not the helper by which a JVM starts a process: killed in that moment, there is nobody who could clear up. */
    private static boolean isSecondProcess(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains("SecondProgram");
    }

    private static void await(BooleanSupplier condition) {
        Posix posix = Backends.best();
        long deadline = posix.monotonicNanos() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(posix.monotonicNanos()).as("waited for a minute").isLessThan(deadline);
            posix.sleep(1_000_000);
        }
    }

    private static boolean isEmpty(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assumeThereIsABackend(int status) {
        assumeTrue(status != Exit.UNSUPPORTED, "no backend for this JDK without a C compiler");
    }

    private static String doctor(String jdk) {
        return "'" + jdk + "/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar '" + APP + "' doctor";
    }

    /** The build's folders may be closed to a stranger. */
    private Path copyForEverybody() throws Exception {
        assertThat(shell("chmod 755 '" + directory + "' && mkdir '" + directory + "/app' && cp -r '" + APP.getParent()
                        + "/lib' '" + APP + "' '" + directory + "/app' && chmod -R a+rX '" + directory + "/app'"))
                .isZero();
        return directory.resolve("app").resolve(APP.getFileName());
    }

    private int shell(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String printed(String stream) throws IOException {
        return Files.readString(directory.resolve(stream));
    }
}
