package dev.mortise.posix;

import static dev.mortise.posix.Posix.SIGKILL;
import static dev.mortise.posix.Posix.WNOHANG;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Other programs: started, signalled, awaited, become. */
interface ProcessLaws extends RealGround {

    int NO_SUCH_PID = Integer.MAX_VALUE;
    String MANY_SECONDS = "600";
    String NO_SIGNAL = "0000000000000000";

    @Test
    default void exitCodeIsTold() {
        for (int code : new int[] {0, 7, 255}) {
            int status = shell("exit " + code);
            assertTrue(WaitStatus.exited(status));
            assertEquals(code, WaitStatus.exitCode(status));
        }
    }

    @Test
    default void deathBySignalIsTold() {
        int child = start(new int[0], "/bin/sleep", MANY_SECONDS);
        must(posix().kill(child, SIGKILL));
        int status = await(child);
        assertFalse(WaitStatus.exited(status));
        assertEquals(SIGKILL, WaitStatus.signal(status));
    }

    @Test
    default void childThatLivesIsEAGAINWithoutWaiting() {
        int child = start(new int[0], "/bin/sleep", MANY_SECONDS);
        refused(Errno.EAGAIN, posix().waitpid(child, WNOHANG));
        killAndBury(child);
    }

    @Test
    default void onlyOnesOwnChildrenAreAwaitedAndOnce() {
        refused(Errno.ECHILD, posix().waitpid(1, WNOHANG));
        int child = start(new int[0], "/bin/true");
        await(child);
        refused(Errno.ECHILD, posix().waitpid(child, 0));
    }

    @Test
    default void kickEndsAWaitForAChild() {
        int child = start(new int[0], "/bin/sleep", MANY_SECONDS);
        refused(Errno.EINTR, Blocked.in(posix(), p -> p.waitpid(child, 0)).kickUntilItReturns());
        killAndBury(child);
    }

    @Test
    default void signalNeedsAProcessAndANumber() {
        refused(Errno.ESRCH, posix().kill(NO_SUCH_PID, 0));
        refused(Errno.ESRCH, posix().kill(NO_SUCH_PID, SIGKILL));
        refused(Errno.EINVAL, posix().kill(posix().getpid(), 1000));
        assertEquals(0, posix().kill(posix().getpid(), 0));
    }

    @Test
    default void zombieTakesSignals() {
        int child = start(new int[0], "/bin/sleep", MANY_SECONDS);
        must(posix().kill(child, SIGKILL));
        eventually(Set.of("Z"), () -> Set.of(status(child, "State").substring(0, 1)));
        assertEquals(0, posix().kill(child, 0));
        await(child);
    }

    @Test
    default void descriptorOfAProcess() {
        here().keep(posix().pidfdOpen(posix().getpid()));
        refused(Errno.ESRCH, posix().pidfdOpen(NO_SUCH_PID));
        refused(Errno.EINVAL, posix().pidfdOpen(0));
        refused(Errno.EINVAL, posix().pidfdOpen(-1));
    }

    @Test
    default void childInheritsExactlyWhatIsListed() throws IOException {
        int listed = here().create("listed");
        int left = here().create("left");
        must(posix().fcntlSetFd(left, 0));
        int child = start(new int[] {listed}, "/bin/sleep", MANY_SECONDS);
        eventually(Set.of("0", "1", "2", Integer.toString(listed)), () -> descriptors(child));
        assertEquals(jdk("listed"), Files.readSymbolicLink(Path.of("/proc/" + child + "/fd/" + listed)));
        killAndBury(child);
    }

    @Test
    default void standardDescriptorsAreInheritedListedOrNot() {
        for (int[] listed : new int[][] {{}, {0}, {0, 1, 2}}) {
            int child = start(listed, "/bin/sleep", MANY_SECONDS);
            eventually(Set.of("0", "1", "2"), () -> descriptors(child));
            killAndBury(child);
        }
    }

    @Test
    default void listedDescriptorStaysClosedOnExecHere() {
        int listed = here().create("listed");
        await(start(new int[] {listed}, "/bin/true"));
        assertTrue(closesOnExec(listed));
    }

    @Test
    default void childSharesTheInheritedDescription() {
        int fd = here().create("f");
        must(posix().flock(fd, Posix.LOCK_EX));
        int child = start(new int[] {fd}, "/bin/sleep", MANY_SECONDS);
        here().close(fd);
        int other = here().again("f");
        refused(Errno.EAGAIN, posix().flock(other, Posix.LOCK_EX | Posix.LOCK_NB));
        killAndBury(child);
        must(posix().flock(other, Posix.LOCK_EX | Posix.LOCK_NB));
    }

    @Test
    default void closedDescriptorIsNotInherited() {
        byte[][] argv = {z("true")};
        refused(Errno.EBADF, posix().spawn(z("/bin/true"), argv, new byte[0][], new int[] {1_000_000}));
    }

    @Test
    default void argumentsAndEnvironmentAreBytes() throws IOException {
        byte[] name = {(byte) 0xff, (byte) 0xfe, ' ', '\n', 0};
        byte[] variable = {'V', '=', (byte) 0xc3, '(', 0};
        byte[][] argv = {name, z(MANY_SECONDS)};
        int child = child(posix().spawn(z("/bin/sleep"), argv, new byte[][] {variable}, new int[0]));
        byte[] expected = {(byte) 0xff, (byte) 0xfe, ' ', '\n', 0, '6', '0', '0', 0};
        assertArrayEquals(expected, onceFilled(Path.of("/proc/" + child + "/cmdline")));
        assertArrayEquals(variable, onceFilled(Path.of("/proc/" + child + "/environ")));
        killAndBury(child);
    }

    @Test
    default void noSignalIsBlockedOrIgnoredInAChild() {
        int child = start(new int[0], "/bin/sleep", MANY_SECONDS);
        assertEquals(NO_SIGNAL, status(child, "SigBlk"));
        assertEquals(NO_SIGNAL, status(child, "SigIgn"));
        killAndBury(child);
    }

    @Test
    default void programMustBeThereAndExecutable() {
        here().file("plain", "text");
        here().file("senseless", "\u0001\u0002");
        int senseless = here().again("senseless");
        must(posix().fchmod(senseless, 0700));
        here().close(senseless);
        byte[][] argv = {z("x")};
        byte[][] none = {};
        refused(Errno.ENOENT, posix().spawn(here().path("nothing"), argv, none, new int[0]));
        refused(Errno.EACCES, posix().spawn(here().path("plain"), argv, none, new int[0]));
        refused(Errno.ENOEXEC, posix().spawn(here().path("senseless"), argv, none, new int[0]));
        refused(Errno.EACCES, posix().spawn(here().path("."), argv, none, new int[0]));
        refused(Errno.ENAMETOOLONG, posix().spawn(z("/" + "x".repeat(5000)), argv, none, new int[0]));
        refused(Errno.ENOENT, posix().exec(here().path("nothing"), argv, none));
        refused(Errno.EACCES, posix().exec(here().path("plain"), argv, none));
        refused(Errno.ENOEXEC, posix().exec(here().path("senseless"), argv, none));
    }

    @Test
    default void refusedExecLeavesThisProcessAsItWas() {
        String blocked = status("thread-self", "SigBlk");
        refused(Errno.ENOENT, posix().exec(here().path("nothing"), new byte[][] {z("x")}, new byte[0][]));
        assertEquals(blocked, status("thread-self", "SigBlk"));
    }

    @Test
    default void stringsOfAProgramMustBeTerminated() {
        byte[][] none = {};
        byte[][] good = {z("true")};
        byte[][] bad = {{'x'}};
        byte[] path = z("/bin/true");
        assertThrows(IllegalArgumentException.class, () -> posix().spawn(new byte[] {'/'}, good, none, new int[0]));
        assertThrows(IllegalArgumentException.class, () -> posix().spawn(path, bad, none, new int[0]));
        assertThrows(IllegalArgumentException.class, () -> posix().spawn(path, good, bad, new int[0]));
        assertThrows(IllegalArgumentException.class, () -> posix().exec(new byte[] {'/'}, good, none));
        assertThrows(IllegalArgumentException.class, () -> posix().exec(path, bad, none));
        assertThrows(IllegalArgumentException.class, () -> posix().exec(path, good, bad));
    }

    @Test
    default void execBecomesTheProgram() {
        ChildJvm.Outcome outcome = ChildJvm.of(backend()).run("exec", here().base());
        outcome.assertExit(42);
        assertTrue(outcome.lines().contains("argument: \u00ff"), outcome::toString);
        assertTrue(outcome.lines().contains("variable: v"), outcome::toString);
        assertTrue(outcome.lines().contains("blocked: 0000000000000000"), outcome::toString);
        assertTrue(outcome.lines().contains("kept: text"), outcome::toString);
        assertTrue(outcome.lines().contains("closed"), outcome::toString);
    }

    private boolean closesOnExec(int fd) {
        String flags = status("self/fdinfo/" + fd, "flags");
        return (Integer.parseInt(flags, 8) & Posix.O_CLOEXEC) != 0;
    }

    @Test
    default void everyDescriptorFromAPipeOrAPidfdIsClosedOnExec() {
        int[] ends = new int[2];
        must(posix().pipe(ends));
        assertTrue(closesOnExec(here().keep(ends[0])));
        assertTrue(closesOnExec(here().keep(ends[1])));
        assertTrue(closesOnExec(here().keep(posix().pidfdOpen(posix().getpid()))));
    }

    @Test
    default void descriptorFlagIsWhatExecSees() {
        int fd = here().create("f");
        assertTrue(closesOnExec(fd));
        must(posix().fcntlSetFd(fd, 0));
        assertFalse(closesOnExec(fd));
        must(posix().fcntlSetFd(fd, Posix.FD_CLOEXEC));
        assertTrue(closesOnExec(fd));
    }

    private static Set<String> descriptors(int pid) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String status(int pid, String key) {
        return status(Integer.toString(pid), key);
    }

    private static String status(String process, String key) {
        Path file = Path.of("/proc", process);
        Path text = Files.isDirectory(file) ? file.resolve("status") : file;
        try {
            List<String> lines = Files.readAllLines(text, StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .findFirst()
                    .orElseThrow()
                    .substring(key.length() + 1)
                    .trim();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The kernel lets the parent go on a moment before it has noted where the program's strings lie. */
    private static byte[] onceFilled(Path file) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        byte[] bytes = Files.readAllBytes(file);
        while (bytes.length == 0 && System.nanoTime() < deadline) {
            bytes = Files.readAllBytes(file);
        }
        return bytes;
    }

    /** A program that was just started opens its libraries for a moment; what stays is what counts. */
    private static void eventually(Set<String> expected, Supplier<Set<String>> actual) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Set<String> seen = actual.get();
        while (!expected.equals(seen) && System.nanoTime() < deadline) {
            seen = actual.get();
        }
        assertEquals(expected, seen);
    }
}
