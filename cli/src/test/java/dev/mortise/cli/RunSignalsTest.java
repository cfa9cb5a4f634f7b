package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.Posix;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mortise run} in a JVM of its own: what becomes of the command, and of the lock, when somebody is signalled. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunSignalsTest {

    private static final String FREE = "flock -n lock true";
    private static final String FREE_AT_LAST = "flock -w 60 lock true";

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = Shell.in(directory);
    }

    @AfterEach
    void close() {
        shell.close();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Signals to the command
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"1,HUP", "2,INT", "15,TERM"})
    void signalIsPassedOnAndTheCommandsOwnExitCodeReported(int number, String name) {
        int run = shell.start("exec $mortise run lock -- sh -c 'trap \"echo " + name + " >heard; exit 5\" " + name
                + "; echo $$ >pid; while :; do sleep 0.01; done'");
        shell.awaitFile("pid");
        shell.signal(run, number);
        assertThat(shell.end(run)).isEqualTo(5);
        assertThat(shell.read("heard")).isEqualTo(name + "\n");
        assertThat(shell.run(FREE)).isZero();
        assertThat(shell.read("err")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15})
    void commandThatASignalEndsIsReportedAsTheShellDoes(int number) {
        int run = shell.start("exec $mortise run lock -- sh -c 'echo $$ >pid; exec sleep 100'");
        shell.awaitFile("pid");
        shell.signal(run, number);
        assertThat(shell.end(run)).isEqualTo(128 + number);
        assertThat(shell.read("err")).isEmpty();
    }

    /** As those do who ask politely first. */
    @Test
    void laterSignalIsPassedOnToo() {
        int run = shell.start("exec $mortise run lock -- sh -c 'trap \"echo INT >>heard\" INT; trap \"exit 6\" TERM;"
                + " echo $$ >pid; while :; do sleep 0.01; done'");
        shell.awaitFile("pid");
        shell.signal(run, Posix.SIGINT);
        shell.awaitFile("heard");
        assertThat(shell.run(FREE)).isEqualTo(1);
        shell.signal(run, Posix.SIGTERM);
        assertThat(shell.end(run)).isEqualTo(6);
        assertThat(shell.read("heard")).isEqualTo("INT\n");
    }

    @Test
    void signalWhileItWaitsForTheLockEndsItAndRunsNothing() {
        shell.start("exec flock lock sh -c 'echo $$ >held; exec sleep 100'");
        int holder = Integer.parseInt(shell.awaitFile("held"));
        int run = shell.start("exec $mortise run lock -- touch ran");
        shell.await("somebody who waits", () -> isBlockedInALock(run));
        shell.signal(run, Posix.SIGTERM);
        assertThat(shell.end(run)).isEqualTo(143);
        shell.signal(holder, Posix.SIGKILL);
        assertThat(shell.run(FREE_AT_LAST)).isZero();
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    private boolean isBlockedInALock(int pid) {
        return shell.run("grep -q -- '-> FLOCK .* " + pid + " ' /proc/locks") == 0;
    }

    /** {@code nohup}, and {@code &} in a script. */
    @Test
    void whatWasIgnoredStaysIgnored() {
        assertThat(shell.run("trap '' HUP INT; exec $mortise run lock -- cat /proc/self/status >status"))
                .isZero();
        String ignored = shell.read("status").replaceAll("(?s).*SigIgn:\\s*(\\p{XDigit}+).*", "$1");
        assertThat(Long.parseLong(ignored, 16) & 0b11).isEqualTo(0b11);
        assertThat(shell.run("trap '' HUP; exec $mortise run lock -- ./nothing"))
                .isEqualTo(69);
        assertThat(shell.run("trap '' HUP; exec $mortise run lock -- nothing")).isEqualTo(69);
        assertThat(shell.run("trap '' HUP; exec $mortise run lock -- sh -c 'exit $#' x '' '$a' '-c'"))
                .isEqualTo(3);
    }

    /** The terminal has told the command by itself; many a program takes a second interrupt for an order to drop everything. */
    @Test
    void keyThatInterruptsReachesTheCommandOnce() throws Exception {
        assumeTrue(shell.run("command -v python3") == 0, "python3 is not installed");
        Files.writeString(directory.resolve("terminal.py"), """
                import os, pty, sys, time
                pid, terminal = pty.fork()
                if pid == 0: os.execvp('sh', ['sh', '-c', sys.argv[1]])
                while not os.path.exists('pid'): time.sleep(0.005)
                os.write(terminal, b'\\x03')
                while not os.path.exists('heard'): time.sleep(0.005)
                open('go', 'w').close()
                try:
                    while os.read(terminal, 1000): pass
                except OSError: pass
                sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """);
        String command = "trap \"echo INT >>heard\" INT; echo $$ >pid; until [ -e go ]; do sleep 0.01; done; sleep 0.3;"
                + " exit 4";
        Files.writeString(directory.resolve("command"), command);
        assertThat(shell.run("python3 terminal.py 'exec $mortise run lock -- sh command'"))
                .isEqualTo(4);
        assertThat(shell.read("heard")).isEqualTo("INT\n");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Who keeps the lock
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void commandKeepsTheLockWhenMortiseIsKilled() {
        int run = shell.start("exec $mortise run lock -- sh -c 'echo $$ >pid; exec sleep 100'");
        int command = Integer.parseInt(shell.awaitFile("pid"));
        shell.signal(run, Posix.SIGKILL);
        assertThat(shell.end(run)).isEqualTo(137);
        assertThat(shell.run(FREE)).isEqualTo(1);
        shell.signal(command, Posix.SIGKILL);
        assertThat(shell.run(FREE_AT_LAST)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o", "--close"})
    void commandWithoutTheLockLosesItWhenMortiseIsKilled(String option) {
        int run = shell.start("exec $mortise run " + option + " lock -- sh -c 'echo $$ >pid; exec sleep 100'");
        int command = Integer.parseInt(shell.awaitFile("pid"));
        assertThat(shell.run(FREE)).isEqualTo(1);
        shell.signal(run, Posix.SIGKILL);
        assertThat(shell.run(FREE_AT_LAST)).isZero();
        shell.signal(command, 0);
    }

    @Test
    void whatIsLeftBehindKeepsTheLockAsWithFlock() {
        String leave = " lock sh -c 'sleep 100 & echo $! >pid'";
        for (String tool : new String[] {"flock", "$mortise run"}) {
            assertThat(shell.run(tool + leave)).isZero();
            assertThat(shell.run(FREE)).as(tool).isEqualTo(1);
            shell.signal(Integer.parseInt(shell.awaitFile("pid")), Posix.SIGKILL);
            assertThat(shell.run(FREE_AT_LAST)).as(tool).isZero();
            assertThat(shell.run(tool + " -o" + leave)).isZero();
            assertThat(shell.run(FREE)).as(tool).isZero();
        }
    }
}
