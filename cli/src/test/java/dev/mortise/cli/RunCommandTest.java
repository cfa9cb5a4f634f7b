package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in this JVM, with real commands as its children. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Shell shell;
    private String lock;

    @BeforeEach
    void open() {
        shell = Shell.in(directory);
        lock = directory.resolve("lock").toString();
    }

    @AfterEach
    void close() {
        shell.close();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // How it ends
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 64, 255})
    void exitCodeIsTheCommands(int code) {
        assertThat(run(lock, "--", "sh", "-c", "exit " + code)).isEqualTo(code);
        assertSilent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 15})
    void commandThatWasEndedBySignalNGives128AndN(int signal) {
        assertThat(run(lock, "--", "sh", "-c", "kill -" + signal + " $$")).isEqualTo(128 + signal);
        assertSilent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n                    | 1",
                "--nb                  | 1",
                "--nonblock            | 1",
                "-w 0                  | 1",
                "-w 0.1                | 1",
                "-w .1                 | 1",
                "--timeout=0.1         | 1",
                "--wait 0.1            | 1",
                "-n -w 100             | 1",
                "-n -E 42              | 42",
                "-nE42                 | 42",
                "-n --conflict-exit-code=0   | 0",
                "-w 0.1 -E 255         | 255",
                "-s -n                 | 1",
                "--shared --nonblock   | 1",
                "-x -n                 | 1",
                "-e -n                 | 1",
                "--exclusive -n        | 1",
            })
    void othersInTheWayAreAConflict(String options, int code) {
        hold("flock lock");
        assertThat(runWith(options, lock, "--", "touch", directory + "/ran")).isEqualTo(code);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("mortise: could not acquire the ")
                .contains(lock, "holds it")
                .hasLineCount(1);
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void sharedLocksAreSharedAndExclusiveOnesAreNot() {
        hold("flock -s lock");
        assertThat(run("-s", "-n", lock, "--", "true")).isZero();
        assertThat(run("-n", lock, "--", "true")).isEqualTo(1);
    }

    @Test
    void itWaitsForAsLongAsItTakes() throws IOException {
        int holder = hold("flock lock");
        int run = shell.start("exec $mortise run lock -- touch ran");
        shell.assertStillNo("ran");
        Files.createFile(directory.resolve("let-go"));
        assertThat(shell.end(holder)).isZero();
        assertThat(shell.end(run)).isZero();
        assertThat(directory.resolve("ran")).exists();
    }

    @Test
    void lockIsHeldWhileTheCommandRunsAndFreeAfterwards() {
        for (String option : List.of("-x", "-o")) {
            assertThat(run(option, lock, "--", "sh", "-c", "flock -n \"$0\" true; test $? = 1", lock))
                    .isZero();
            assertThat(shell.run("flock -n lock true")).isZero();
        }
        assertThat(run("-s", lock, "--", "sh", "-c", "flock -sn \"$0\" true && ! flock -n \"$0\" true", lock))
                .isZero();
        assertSilent();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What cannot be locked
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ln -s target lock            | it is a symbolic link",
                "mkdir lock                   | it is a directory",
                "mkfifo lock                  | it is not a regular file",
                "touch lock; ln lock other    | it has more than one name",
            })
    void whatIsNoLockFileCannotBeOpened(String making, String why) {
        assertThat(shell.run(making)).isZero();
        assertRefused(lock, why);
    }

    @Test
    void missingDirectoryIsNotMade() {
        assertRefused(directory + "/no/lock", "its directory " + directory + "/no: ENOENT");
        assertThat(directory.resolve("no")).doesNotExist();
    }

    @Test
    void fileOfAnotherUserIsRefused() {
        assumeTrue(shell.run("touch lock && chown 65534 lock") == 0, "chown refused by the kernel");
        assertRefused(lock, "it belongs to another user");
    }

    @Test
    void fileSystemWithoutFilesOfOnesOwnIsRefused() {
        assertRefused("/proc/lock", "/proc/lock");
        assertRefused("/", "cannot lock '/'");
    }

    @Test
    void nothingInAPathIsObeyedByATerminal() {
        assertRefused(directory + "/\u001b[31m/lock", "\\u{1b}[31m/lock: its directory");
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    private void assertRefused(String file, String why) {
        err.getBuffer().setLength(0);
        assertThat(run(file, "--", "touch", directory + "/ran")).isEqualTo(66);
        assertThat(err.toString()).startsWith("mortise: ").contains(why).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The command
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void commandThatCannotBeExecuted() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        Path orphan = Files.writeString(directory.resolve("orphan"), "#!/no/such/interpreter\n");
        assertThat(orphan.toFile().setExecutable(true)).isTrue();
        assertNotExecuted("no-such-command", "ENOENT", "in no directory of PATH");
        assertNotExecuted("/no/such/command", "ENOENT", "no such file");
        assertNotExecuted(orphan.toString(), "ENOENT", "interpreter");
        assertNotExecuted(plain.toString(), "EACCES", "no program");
        assertNotExecuted(directory.toString(), "EACCES", "no program");
        assertNotExecuted("", "ENOENT", "PATH");
    }

    private void assertNotExecuted(String command, String... why) {
        err.getBuffer().setLength(0);
        assertThat(run(lock, "--", command, "argument")).isEqualTo(69);
        assertThat(err.toString())
                .startsWith("mortise: cannot execute '" + command + "': ")
                .contains(why)
                .hasLineCount(1);
        assertThat(shell.run("flock -n lock true")).as("free again").isZero();
    }

    @Test
    void argumentsAreTheCommandsWhateverTheyLookLike() {
        String[] words = {
            "-x", "--", "-n", "--help", "@file", "", "a b", "run", "stress", "$HOME", "ä", "--backend", "*"
        };
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "printf '%s|' \"$@\" >" + directory + "/words", "sh"));
        command.addAll(Arrays.asList(words));
        for (String mark : List.of("--", "")) {
            List<String> all = new ArrayList<>(List.of(lock));
            all.addAll(mark.isEmpty() ? List.of() : List.of(mark));
            all.addAll(command);
            assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
            assertThat(shell.run("printf '%s|' -x -- -n --help @file '' 'a b' run stress '$HOME' ä --backend '*' |"
                            + " cmp - words"))
                    .isZero();
        }
    }

    @Test
    void environmentAndDirectoryArePassedOnByteForByte() throws IOException {
        Path copy = directory.resolve("environ");
        assertThat(run(lock, "--", "cp", "/proc/self/environ", copy.toString())).isZero();
        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(Path.of("/proc/self/environ")));
        assertThat(run(lock, "--", "sh", "-c", "pwd >" + directory + "/pwd")).isZero();
        assertThat(shell.read("pwd").strip()).isEqualTo(System.getProperty("user.dir"));
    }

    @Test
    void scriptThatNamesNoInterpreterIsRunByTheShell() throws IOException {
        Path script = Files.writeString(directory.resolve("script"), "exit $#\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(run(lock, script.toString(), "a", "b", "c")).isEqualTo(3);
    }

    @Test
    void commandGetsNoFileButTheStandardOnesAndTheLock() {
        String list = "ls -l /proc/self/fd >" + directory + "/fds";
        assertThat(run(lock, "sh", "-c", list)).isZero();
        assertThat(shell.run("[ $(wc -l <fds) = 6 ] && grep -q '/lock$' fds"))
                .as(shell.read("fds"))
                .isZero();
        assertThat(run("-o", lock, "sh", "-c", list)).isZero();
        assertThat(shell.run("[ $(wc -l <fds) = 5 ]")).as(shell.read("fds")).isZero();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Ranges
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void rangeExcludesPosixLocksOnItsBytesAndNoOthers() {
        assumeTrue(shell.run("command -v python3") == 0, "python3 is not installed");
        shell.start("exec python3 -c \"import fcntl, os, time; fd = os.open('lock', os.O_RDWR | os.O_CREAT, 0o600);"
                + " fcntl.lockf(fd, fcntl.LOCK_EX, 10, 100); open('held', 'w').write('held'); time.sleep(100)\"");
        shell.awaitFile("held");
        assertThat(run("-n", "--range", "105:1", lock, "--", "true")).isEqualTo(1);
        assertThat(err.toString()).contains(lock + " [105, 106)");
        assertThat(run("-n", "-s", "--range=0:101", lock, "--", "true")).isEqualTo(1);
        assertThat(run("-n", "--range", "110:100", lock, "--", "true")).isZero();
        assertThat(run("-n", "--range", "0:100", lock, "--", "true")).isZero();
        assertThat(run("-n", lock, "--", "true"))
                .as("flock and ranges do not see each other")
                .isZero();
    }

    @Test
    void rangeIsInheritedAsTheWholeFileIs() {
        assertThat(shell.run("$mortise run --range 5:5 lock -- sh -c 'sleep 100 & echo $! >pid'"))
                .isZero();
        assertThat(run("-n", "--range", "9:1", lock, "--", "true")).isEqualTo(1);
        shell.signal(Integer.parseInt(shell.awaitFile("pid")), 9);
        assertThat(run("-w", "60", "--range", "9:1", lock, "--", "true")).isZero();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Wrong words
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | FILE is missing",
                "--                          | FILE is missing",
                "lock                        | the command is missing after FILE, which is 'lock'",
                "lock --                     | the command is missing after FILE, which is 'lock'",
                "lock -n -- true             | '-n' comes after FILE; options come before it",
                "lock -c true                | '-c' comes after FILE; options come before it",
                "-q lock -- true             | unknown option '-q'",
                "-s -x lock -- true          | a lock is shared or exclusive: -s or -x",
                "-w soon lock -- true        | -w takes seconds such as 5 or 0.5, not 'soon'",
                "-w -1 lock -- true          | -w takes seconds such as 5 or 0.5, not '-1'",
                "-w 1e3 lock -- true         | -w takes seconds such as 5 or 0.5, not '1e3'",
                "-w                          | missing value for option '--timeout'",
                "-E 256 lock -- true         | -E takes 0 to 255, not 256",
                "-E -1 lock -- true          | -E takes 0 to 255, not -1",
                "-E x lock -- true           | 'x' is not a usable number",
                "--range 5 lock -- true      | --range takes START:LENGTH, two numbers of bytes, not '5'",
                "--range 0:0 lock -- true    | a range has at least 1 byte",
                "--range 0:4611686018427387905 lock -- true | lies within [0, 2^62)",
                "--range 0:9999999999999999999 lock -- true | --range takes numbers below 2^62",
                "--backend nope lock -- true | there is no backend 'nope'",
            })
    void wrongWordsAreUsage(String words, String sentence) {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(64);
        assertThat(err.toString()).startsWith("mortise: ").contains(sentence).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        assertThat(Path.of("lock")).doesNotExist();
    }

    @Test
    void emptyFileIsUsage() {
        assertThat(run("", "--", "true")).isEqualTo(64);
        assertThat(err.toString()).contains("FILE is an empty word");
    }

    @Test
    void helpFitsTheTerminalAndTellsTheCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("FILE [--] COMMAND", "Exit codes:", "66 ", "69 ", "128+N", "Examples:");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void centuriesAreAWayToWaitWithoutEnd() {
        assertThat(run("-w", "99999999999999999999.5", lock, "--", "true")).isZero();
    }

    // ---------------------------------------------------------------------------------------------------------------

    /** A process that has the lock until a file tells it to let go. */
    private int hold(String flock) {
        int holder =
                shell.start("exec " + flock + " sh -c 'echo held >held; until [ -e let-go ]; do sleep 0.01; done'");
        shell.awaitFile("held");
        return holder;
    }

    private int runWith(String options, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
        all.addAll(Arrays.asList(words));
        return run(all.toArray(String[]::new));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(words));
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private void assertSilent() {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }
}
