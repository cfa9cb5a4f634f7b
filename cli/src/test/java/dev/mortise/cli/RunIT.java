package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mortise run} as the laid-out application, in shell scripts beside {@code flock(1)}: S3.10. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunIT {

    private static final Path APP = Path.of(System.getProperty("mortise.app"));
    private static final String NEWEST = System.getProperty("java.home");

    /** Octal, for the shell's printf: no locale stands between it and the file system. */
    private static final String UMLAUT = "\\303\\244";

    private static final String NOT_UTF8 = "\\377\\376";

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = Shell.in(directory, NEWEST, APP);
    }

    @AfterEach
    void close() {
        shell.close();
    }

    static Stream<String> jdks() {
        return Stream.of(NEWEST, System.getProperty("mortise.jdks")).distinct();
    }

    static Stream<String> backends() {
        return Backends.names().stream();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // S3.10: beside flock(1)
    // ---------------------------------------------------------------------------------------------------------------

    /** Who holds it, who comes, and whether that one gets in. */
    @ParameterizedTest
    @CsvSource({
        "flock -x, $mortise run -x, 1",
        "flock -x, $mortise run -s, 1",
        "flock -s, $mortise run -x, 1",
        "flock -s, $mortise run -s, 0",
        "$mortise run -x, flock -x, 1",
        "$mortise run -x, flock -s, 1",
        "$mortise run -s, flock -x, 1",
        "$mortise run -s, flock -s, 0",
        "$mortise run -x, $mortise run -x, 1",
        "$mortise run -s, $mortise run -s, 0",
    })
    void s3x10HolderAndContenderInAScript(String holder, String contender, int code) throws IOException {
        int held = shell.start(holder + " lock sh -c 'echo held >held; until [ -e let-go ]; do sleep 0.01; done'");
        shell.awaitFile("held");
        assertThat(shell.run(contender + " -n lock true")).isEqualTo(code);
        assertThat(shell.run(contender + " -n -E 9 lock true")).isEqualTo(9 * code);
        Files.createFile(directory.resolve("let-go"));
        assertThat(shell.end(held)).isZero();
        assertThat(shell.run(contender + " -n lock true")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"flock, $mortise run", "$mortise run, flock"})
    void s3x10WaiterIsLetInWhenTheOtherEnds(String holder, String waiter) throws IOException {
        int held = shell.start(holder + " lock sh -c 'echo held >held; until [ -e let-go ]; do sleep 0.01; done'");
        shell.awaitFile("held");
        int waits = shell.start(waiter + " -w 100 lock sh -c 'echo in >in'");
        shell.assertStillNo("in");
        Files.createFile(directory.resolve("let-go"));
        assertThat(shell.end(held)).isZero();
        assertThat(shell.end(waits)).isZero();
        assertThat(shell.read("in")).isEqualTo("in\n");
    }

    /** Reading, then writing one more, is what two at once would lose. */
    @Test
    void s3x10NothingIsLostWhenBothCountInOneFile() {
        String count = " lock sh -c 'read n <count; sleep 0.002; echo $((n + 1)) >count'";
        assertThat(shell.run("echo 0 >count\n"
                        + "(for i in 1 2 3 4 5; do $mortise run" + count + "; done) &\n"
                        + "(for i in 1 2 3 4 5; do $mortise run" + count + "; done) &\n"
                        + "(for i in $(seq 100); do flock" + count + "; done) &\n"
                        + "(until [ $(flock -s lock cat count) -ge 110 ]; do sleep 0.01; done) &\n"
                        + "wait"))
                .isZero();
        assertThat(shell.read("count")).isEqualTo("110\n");
        assertThat(shell.read("err")).isEmpty();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Everywhere
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("jdks")
    void endsAsTheCommandDoesAndSaysNothing(String jdk) {
        Shell there = Shell.in(directory, jdk, APP);
        assumeTrue(
                there.run("$mortise run lock true") != Exit.UNSUPPORTED,
                "no backend for this JDK without a C compiler");
        assertThat(there.run("echo given | { $mortise run lock -- sh -c 'cat; echo to err >&2; exit 3' >both 2>&1; }"))
                .isEqualTo(3);
        assertThat(there.read("both")).isEqualTo("given\nto err\n");
        assertThat(there.run("$mortise run lock -- sh -c 'kill -TERM $$'")).isEqualTo(143);
        int run = there.start("exec $mortise run lock -- sh -c 'echo $$ >pid; exec sleep 100'");
        there.awaitFile("pid");
        there.signal(run, 15);
        assertThat(there.end(run)).isEqualTo(143);
        assertThat(there.read("out") + there.read("err")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyBackendWillDo(String backend) {
        assumeTrue(isUsable(backend), "backend jni was built without a C compiler");
        String options = " --backend " + backend + " -w 0.1 lock -- ";
        assertThat(shell.run("$mortise run" + options + "sh -c 'flock -n lock true || exit 5'"))
                .isEqualTo(5);
        assertThat(shell.run("exec flock lock $mortise run" + options + "true")).isEqualTo(1);
        assertThat(shell.run("$mortise --backend " + backend + " run lock -- no-such-command"))
                .isEqualTo(69);
    }

    private static boolean isUsable(String backend) {
        return Backends.survey().stream().anyMatch(report -> report.name().equals(backend) && report.usable());
    }

    @ParameterizedTest
    @ValueSource(strings = {UMLAUT, NOT_UTF8, "-n", "-", "a b", "@x", "$HOME"})
    void anyBytesNameAFileUnderTheCLocale(String octal) {
        String name = "name=$(printf '%b' '" + octal + "')\nexport LC_ALL=C\n";
        String inside = "exec $mortise run -- \"$name\" sh -c 'flock -n \"$1\" true; exit $?' sh \"./$name\"";
        assertThat(shell.run(name + inside)).isEqualTo(1);
        assertThat(shell.run(name + "[ -f \"./$name\" ] && exec flock \"./$name\" $mortise run -n \"./$name\" true"))
                .isEqualTo(1);
        assertThat(shell.read("err")).contains("could not acquire").doesNotContain("?");
        assertThat(shell.run("rm -f out err; [ $(ls | wc -l) = 1 ]")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {UMLAUT, NOT_UTF8})
    void wordsAndEnvironmentReachTheCommandByteForByteUnderTheCLocale(String octal) {
        String word = "word=$(printf '%b' '" + octal + "')\nexport word LC_ALL=C\n";
        assertThat(shell.run(
                        word + "exec $mortise run lock -- sh -c 'printf %s \"$1$word$LC_ALL\" >said' sh \"$word\""))
                .isZero();
        assertThat(shell.run(word + "printf %s \"$word${word}C\" | cmp - said")).isZero();
    }

    /** Root may open everything. */
    @Test
    void withoutPermissionNothingIsLocked() throws IOException {
        assumeTrue(shell.run("setpriv --reuid 65534 --clear-groups true") == 0, "setpriv refused by the kernel");
        assertThat(shell.run("chmod 755 . && mkdir app closed && cp -r '" + APP.getParent() + "/lib' '" + APP
                        + "' app && chmod -R a+rX app && touch lock && chmod 644 lock && chmod 700 closed"))
                .isZero();
        String stranger =
                "exec setpriv --reuid 65534 --clear-groups '" + NEWEST + "/bin/java' -jar app/mortise-cli.jar run ";
        assertThat(shell.run(stranger + "lock true")).isEqualTo(66);
        assertThat(shell.read("err")).contains("EACCES", "-s is enough for those who only read");
        assertThat(shell.run(stranger + "-s lock true")).isZero();
        assertThat(shell.run(stranger + "new true")).isEqualTo(66);
        assertThat(shell.run(stranger + "closed/lock true")).isEqualTo(66);
        assertThat(shell.run(stranger + "-s lock app/mortise-cli.jar")).isEqualTo(69);
        assertThat(shell.read("err").lines()).hasSize(4);
    }
}
