package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.owner.Verdict;
import dev.mortise.owner.Verdict.State;
import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has a lock, and how others learn it. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class DescribedLockTest {

    private static final Duration SHORT = Duration.ofMillis(30);

    @TempDir
    Path directory;

    private Mortise mortise;
    private Mortise other;
    private Path path;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        other = Mortise.on(TestBackend.best());
        path = directory.resolve("lock");
    }

    @AfterEach
    void close() {
        mortise.close();
        other.close();
    }

    private Verdict verdict() throws LockException {
        return mortise.kernelLock(path).verdict();
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsNotThereIsNobodysAndIsNotMade(Kind kind) throws Exception {
        assertThat(kind.lock(mortise, path, false).verdict().state()).isEqualTo(State.FREE);
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a verdict names this process, another one, and nobody")
    void verdictNamesWhoHasIt(Kind kind) throws Exception {
        ProcessLock lock = kind.lock(mortise, path, false);
        try (Hold hold = lock.acquire()) {
            assertHeldBy(lock.verdict(), (int) ProcessHandle.current().pid());
        }
        assertThat(lock.verdict().state()).isEqualTo(State.FREE);
        try (Neighbour neighbour = Neighbour.holding(kind, path, false)) {
            assertHeldBy(lock.verdict(), (int) neighbour.pid());
            assertThat(lock.verdict().owners().get(0).command()).contains("HoldingChild");
            neighbour.kill();
        }
        assertThat(lock.verdict().state()).isEqualTo(State.FREE);
    }

    private static void assertHeldBy(Verdict verdict, int pid) {
        assertThat(verdict.state()).isEqualTo(State.HELD);
        assertThat(verdict.owners()).singleElement().satisfies(owner -> {
            assertThat(owner.pid()).isEqualTo(pid);
            assertThat(owner.evidence()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("a timeout names pid, command, operation, since when, and how we know")
    void timeoutNamesTheHolder() throws Exception {
        try (Hold hold = other.kernelLock(path).describedAs("apply the plan").acquire()) {
            assertThatThrownBy(() -> mortise.kernelLock(path).acquire(SHORT))
                    .isInstanceOfSatisfying(
                            LockTimeoutException.class,
                            e -> assertThat(e.owners()).singleElement().satisfies(owner -> {
                                assertThat(owner.operation()).isEqualTo("apply the plan");
                                assertThat(owner.since()).isNotNull();
                            }))
                    .hasMessageContainingAll(
                            "pid " + ProcessHandle.current().pid(),
                            "java",
                            "for 'apply the plan' since 20",
                            "its label says so",
                            "the kernel lists pid");
        }
        assertThat(path).isEmptyFile();
    }

    @Test
    @DisplayName("a process's own lock on the bytes is in the way of a range, and its owner is named")
    void aPosixLockIsInTheWayOfARange() throws Exception {
        RangeLock range = mortise.rangeLock(path, 10, 10);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock(15, 1, false)) {
            assertThat(range.tryAcquire()).isNull();
            assertHeldBy(range.verdict(), (int) ProcessHandle.current().pid());
        }
        assertThat(range.verdict().state()).isEqualTo(State.FREE);
    }

    @Test
    @DisplayName("who has described the whole file has not locked its bytes")
    void presenceIsNoLockOnBytes() throws Exception {
        try (Hold hold = other.kernelLock(path).describedAs("x").acquire()) {
            assertThat(mortise.rangeLock(path, 10, 10).verdict().state()).isNotEqualTo(State.HELD);
        }
    }

    @Test
    @DisplayName("a descriptor with hundreds of locks is read to its end")
    void hundredsOfLocksOfOneDescriptorAreSeen() throws Exception {
        Posix posix = TestBackend.best();
        int fd = posix.openat(
                Posix.AT_FDCWD, Name.pathBytes(path), Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC, 0600);
        try {
            for (int i = 0; i < 400; i++) {
                assertThat(posix.ofdLock(fd, Posix.F_WRLCK, 10L * i, 5, false)).isZero();
            }
            assertHeldBy(mortise.rangeLock(path, 3990, 1).verdict(), (int)
                    ProcessHandle.current().pid());
        } finally {
            posix.close(fd);
        }
    }

    @Test
    void sharedHoldsWriteNothing() throws Exception {
        try (Hold hold = mortise.kernelLock(path).describedAs("read").shared().acquire()) {
            assertThat(path).isEmptyFile();
            assertThat(verdict().owners()).hasSize(1);
        }
    }

    @Test
    @DisplayName("a file with somebody's content is neither labelled nor changed, and the lock is not kept")
    void foreignContentIsKept() throws Exception {
        Files.writeString(path, "4711\n");
        assertThatThrownBy(() -> mortise.kernelLock(path).describedAs("x").acquire())
                .isInstanceOf(LockUnsupportedException.class)
                .hasMessageContainingAll("4711", "leave out describedAs()");
        assertThat(path).hasContent("4711\n");
        assertThat(verdict().state()).isEqualTo(State.ORPHAN_LEGACY);
        try (Hold hold = other.kernelLock(path).tryAcquire()) {
            assertThat(hold).isNotNull();
        }
    }

    @Test
    @DisplayName("who died with a described hold is known, and keeps nobody out")
    void deadHolderIsKnown() throws Exception {
        try (Neighbour neighbour = Neighbour.describing(path, "night run")) {
            assertThat(verdict().owners())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.operation()).isEqualTo("night run"));
            neighbour.kill();
        }
        assertThat(verdict().state()).isEqualTo(State.DEAD_OWNER);
        mortise.kernelLock(path).describedAs("after it").acquire().close();
        assertThat(verdict().state()).isEqualTo(State.FREE);
    }

    @Test
    @DisplayName("a label that cannot be made leaves the lock free, and the file as it was")
    void labelThatCannotBeMadeLeavesTheLockFree() throws Exception {
        Posix withoutChance = FaultyPosix.over(TestBackend.best()).failingAlways(Call.RANDOM, Errno.EIO);
        try (Mortise unlucky = Mortise.on(withoutChance)) {
            assertThatThrownBy(() -> unlucky.kernelLock(path).describedAs("x").acquire())
                    .hasMessageContaining("EIO");
            assertThatThrownBy(() -> mortise.kernelLock(path)
                            .describedAs("x".repeat(5_000))
                            .acquire())
                    .hasMessageContaining("in fewer words");
            assertThat(path).isEmptyFile();
            try (Hold hold = other.kernelLock(path).tryAcquire()) {
                assertThat(hold).isNotNull();
            }
        }
    }

    @Test
    void aTornLabelIsCorruptAndIsWrittenOver() throws Exception {
        Files.writeString(path, "mortise-label 2\ntoken 00");
        assertThat(verdict().state()).isEqualTo(State.CORRUPT);
        mortise.kernelLock(path).describedAs("x").acquire().close();
        assertThat(verdict().state()).isEqualTo(State.FREE);
    }

    @Test
    @DisplayName("a verdict never makes a try fail: 20,000 tries on a free lock beside one that looks all the time")
    void verdictTakesNoLock() throws Exception {
        KernelLock lock = mortise.kernelLock(path);
        lock.acquire().close();
        Thread looking = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    other.kernelLock(path).verdict();
                } catch (LockException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        looking.start();
        int failed = 0;
        for (int i = 0; i < 20_000; i++) {
            try (Hold hold = lock.tryAcquire()) {
                failed += hold == null ? 1 : 0;
            }
        }
        looking.interrupt();
        looking.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(failed).isZero();
    }
}
