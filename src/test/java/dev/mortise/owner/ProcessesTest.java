package dev.mortise.owner;

import static dev.mortise.owner.Liveness.State.ALIVE;
import static dev.mortise.owner.Liveness.State.DEAD;
import static dev.mortise.owner.Liveness.State.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.ChildJvm;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import dev.mortise.posix.abi.OpenDescriptors;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only proof is death: the rows S0.14 and S4.4, and what {@code kill(pid, 0)} alone gets wrong. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessesTest {

    private static final int NO_SUCH_PID = Integer.MAX_VALUE;

    private final Posix posix = TestBackend.best();
    private final Processes processes = Processes.of(posix);
    private final Set<Integer> children = new HashSet<>();

    @Test
    void selfIsAlive() {
        ProcessId self = processes.self();
        assertEquals(ProcessHandle.current().pid(), self.pid());
        assertTrue(self.startTicks() > 0 && self.pidNamespace() > 0, self::toString);
        assertTrue(!self.bootId().isEmpty() && !self.host().isEmpty(), self::toString);
        assertIs(ALIVE, "runs, state", self);
        assertIs(ALIVE, "runs, state", ProcessId.ofPid(self.pid()));
        assertEquals(self, processes.self());
    }

    @Test
    void lookingLeavesNothingOpen() {
        processes.self();
        int before = OpenDescriptors.list(posix).length;
        for (int i = 0; i < 1000; i++) {
            processes.liveness(processes.self());
        }
        int after = OpenDescriptors.list(posix).length;
        assertTrue(after < before + 100, () -> before + " descriptors before, " + after + " after");
    }

    @Test
    void noSuchPidIsDead() {
        assertIs(DEAD, "no process has pid", ProcessId.ofPid(NO_SUCH_PID));
    }

    @Test
    void buriedChildIsDead() {
        int child = start("/bin/true");
        bury(child);
        assertIs(DEAD, "no process has pid", ProcessId.ofPid(child));
    }

    @Test
    void zombieIsDead() {
        int child = start("/bin/sleep", "600");
        assertIs(ALIVE, "runs, state", ProcessId.ofPid(child));
        assertEquals(0, posix.kill(child, Posix.SIGKILL));
        eventually(DEAD, "is a zombie", ProcessId.ofPid(child));
        assertEquals(0, posix.kill(child, 0));
        bury(child);
    }

    @Test
    void stoppedProcessIsAlive() {
        int child = start("/bin/sleep", "600");
        assertEquals(0, posix.kill(child, Posix.SIGSTOP));
        eventually(ALIVE, "state T", ProcessId.ofPid(child));
        assertEquals(0, posix.kill(child, Posix.SIGKILL));
        bury(child);
    }

    @Test
    void threadsNumberIsNoProcess() throws Exception {
        CompletableFuture<Integer> tid = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            tid.complete(posix.gettid());
            awaitQuietly(asked);
        });
        thread.start();
        try {
            int number = tid.get(20, TimeUnit.SECONDS);
            assertNotEquals(posix.getpid(), number);
            assertEquals(0, posix.kill(number, 0));
            assertIs(DEAD, "is now a thread of process " + posix.getpid(), ProcessId.ofPid(number));
        } finally {
            asked.countDown();
            thread.join();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void reusedPidIsDead() {
        ProcessId self = processes.self();
        ProcessId earlier =
                new ProcessId(self.pid(), self.startTicks() - 1, self.bootId(), self.pidNamespace(), self.host());
        assertIs(DEAD, "was given to a process started at tick " + self.startTicks(), earlier);
    }

    @Test
    void otherNamespaceIsUnknownEvenWhenThePidIsFree() {
        ProcessId self = processes.self();
        long other = self.pidNamespace() + 1;
        assertIs(UNKNOWN, "pid namespace " + other, new ProcessId(self.pid(), 1, self.bootId(), other, self.host()));
        assertIs(UNKNOWN, "pid namespace " + other, new ProcessId(NO_SUCH_PID, 1, self.bootId(), other, self.host()));
    }

    @Test
    void otherBootIsUnknown() {
        ProcessId self = processes.self();
        ProcessId other = new ProcessId(NO_SUCH_PID, 1, "another-boot", self.pidNamespace(), self.host());
        assertIs(UNKNOWN, "recorded under boot another-boot", other);
    }

    @Test
    void otherHostIsUnknown() {
        ProcessId self = processes.self();
        ProcessId other = new ProcessId(NO_SUCH_PID, 1, self.bootId(), self.pidNamespace(), "another-host");
        assertIs(UNKNOWN, "recorded on host another-host", other);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void noProcessesNumberIsUnknown(int pid) {
        assertIs(UNKNOWN, "is no process's number", ProcessId.ofPid(pid));
    }

    /** S0.14, S4.4: EPERM proves that it is there. */
    @Test
    void processOfAnotherUserIsAlive() {
        ChildJvm.Outcome outcome =
                ChildJvm.of(TestBackend.nameOfBest()).asStranger().run("liveness", "1");
        outcome.assertExit(0);
        assertTrue(outcome.lines().get(0).startsWith("ALIVE: pid 1 runs"), outcome::toString);
    }

    @Test
    void processInAnotherPidNamespaceIsUnknownHere() {
        List<String> said = inANewPidNamespace("--mount-proc");
        String[] fields = said.get(0).split(" ", -1);
        ProcessId foreign = new ProcessId(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                fields[2],
                Long.parseLong(fields[3]),
                fields[4]);
        assertEquals(1, foreign.pid());
        assertIs(UNKNOWN, "recorded in pid namespace " + foreign.pidNamespace(), foreign);
        assertTrue(said.get(1).startsWith("ALIVE: pid 1 runs"), said::toString);
    }

    /** {@code /proc} may count as another namespace does: it then shows a stranger under our number. */
    @Test
    void procOfAnotherPidNamespaceProvesNoDeath() {
        List<String> said = inANewPidNamespace();
        assertTrue(said.get(1).startsWith("ALIVE: "), said::toString);
    }

    private static List<String> inANewPidNamespace(String... more) {
        String[] command = new String[more.length + 4];
        List.of("unshare", "--pid", "--fork", "--kill-child").toArray(command);
        System.arraycopy(more, 0, command, 4, more.length);
        ChildJvm.Outcome outcome =
                ChildJvm.of(TestBackend.nameOfBest()).under(command).run("self");
        boolean refused = outcome.exit() != 0 && outcome.lines().toString().contains("unshare");
        assumeTrue(!refused, () -> "namespace refused by the kernel: " + outcome);
        outcome.assertExit(0);
        return outcome.lines();
    }

    private void assertIs(Liveness.State state, String evidence, ProcessId process) {
        Liveness liveness = processes.liveness(process);
        assertEquals(state, liveness.state(), liveness::toString);
        assertTrue(liveness.evidence().contains(evidence), liveness::toString);
    }

    private void eventually(Liveness.State state, String evidence, ProcessId process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Liveness liveness = processes.liveness(process);
        while (!liveness.evidence().contains(evidence) && System.nanoTime() < deadline) {
            liveness = processes.liveness(process);
        }
        assertEquals(state, liveness.state(), liveness::toString);
        assertTrue(liveness.evidence().contains(evidence), liveness::toString);
    }

    @AfterEach
    void noChildIsLeft() {
        for (int child : List.copyOf(children)) {
            posix.kill(child, Posix.SIGKILL);
            bury(child);
        }
    }

    private int start(String... command) {
        byte[][] argv = new byte[command.length][];
        for (int i = 0; i < command.length; i++) {
            argv[i] = (command[i] + "\0").getBytes(StandardCharsets.US_ASCII);
        }
        int child = posix.spawn(argv[0], argv, new byte[0][], new int[0]);
        assertTrue(child > 0);
        children.add(child);
        return child;
    }

    private void bury(int child) {
        assertTrue(posix.waitpid(child, 0) >= 0);
        children.remove(child);
    }
}
