package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many files stay open, and which. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class OpenLocksTest {

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        assertThat(OpenFiles.in(directory)).isZero();
    }

    @Test
    @DisplayName("a file that is spelled in many ways is not kept open for each")
    void spellingsKeepNothingOpen() throws Exception {
        try (Mortise mortise = Mortise.on(TestBackend.best())) {
            mortise.kernelLock(directory.resolve("lock")).acquire().close();
            int open = OpenFiles.in(directory);
            for (int i = 0; i < 100; i++) {
                Path link = Files.createSymbolicLink(directory.resolve("alias" + i), directory);
                mortise.kernelLock(link.resolve("lock")).acquire().close();
            }
            assertThat(mortise.openLocks().size()).isEqualTo(1);
            assertThat(OpenFiles.in(directory)).isEqualTo(open);
        }
    }

    @Test
    @DisplayName("spellings that nobody uses any more are forgotten")
    void spellingsAreForgotten() throws Exception {
        try (Mortise mortise = Mortise.on(TestBackend.best())) {
            StringBuilder longer = new StringBuilder(directory.toString());
            for (int i = 0; i < 1500; i++) {
                longer.append("/.");
                KernelLock lock = mortise.kernelLock(Path.of(longer + "/lock"));
                lock.acquire().close();
            }
            assertThat(mortise.openLocks().spellings()).isLessThan(1100);
        }
    }

    @Test
    @DisplayName("an alias that comes to mean another file leads to that one")
    void aliasIsLookedAtEachTime() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path two = Files.createDirectory(directory.resolve("two"));
        Path link = Files.createSymbolicLink(directory.resolve("alias"), one);
        try (Mortise mortise = Mortise.on(TestBackend.best())) {
            KernelLock alias = mortise.kernelLock(link.resolve("lock"));
            try (Hold hold = mortise.kernelLock(one.resolve("lock")).acquire()) {
                assertThat(alias.tryAcquire()).isNull();
                Files.delete(link);
                Files.createSymbolicLink(link, two);
                try (Hold another = alias.tryAcquire()) {
                    assertThat(another).isNotNull();
                    assertThat(mortise.kernelLock(two.resolve("lock")).tryAcquire())
                            .isNull();
                }
            }
        }
    }

    @Test
    @DisplayName("the locks of one directory keep it open once, also after it was replaced")
    void directoryIsOpenOnce() throws Exception {
        Path nested = Files.createDirectory(directory.resolve("nested"));
        LaterPosix posix = new LaterPosix(TestBackend.best());
        try (Mortise mortise = Mortise.on(posix)) {
            useTenLocks(mortise, nested);
            assertThat(OpenFiles.in(nested)).isEqualTo(11);
            Files.move(nested, directory.resolve("moved"));
            Files.createDirectory(nested);
            posix.pass(1_000_000_000);
            mortise.kernelLock(nested.resolve("another")).acquire().close();
            useTenLocks(mortise, nested);
            assertThat(nested.toFile().list()).hasSize(11);
        }
    }

    private static void useTenLocks(Mortise mortise, Path where) throws Exception {
        for (int i = 0; i < 10; i++) {
            try (Hold hold = mortise.kernelLock(where.resolve("lock" + i)).acquire()) {
                hold.ensureHeld();
            }
        }
    }

    @Test
    @DisplayName("a lock whose holder learned that it was lost is forgotten, though nobody asks for it again")
    void lostLocksAreForgotten() throws Exception {
        try (Mortise mortise = Mortise.on(TestBackend.best())) {
            for (int i = 0; i < 1500; i++) {
                Path path = directory.resolve("lock" + i);
                try (Hold hold = mortise.kernelLock(path).acquire()) {
                    Files.delete(path);
                    assertThat(hold.isLost()).isTrue();
                }
            }
            assertThat(mortise.openLocks().size()).isLessThan(600);
        }
    }

    /** Lets only so many files be open. */
    private static final class LimitedPosix extends ForwardingPosix {

        private final int most;
        private final AtomicInteger open = new AtomicInteger();

        LimitedPosix(Posix target, int most) {
            super(target);
            this.most = most;
        }

        @Override
        public int openat(int directory, byte[] name, int flags, int mode) {
            if (open.get() >= most) {
                return -Errno.EMFILE;
            }
            int fd = super.openat(directory, name, flags, mode);
            if (fd >= 0) {
                open.incrementAndGet();
            }
            return fd;
        }

        @Override
        public int close(int fd) {
            open.decrementAndGet();
            return super.close(fd);
        }
    }

    @Test
    @DisplayName("when the process can open no more files, locks that nobody uses are closed")
    void unusedLocksGiveWay() throws Exception {
        LimitedPosix limited = new LimitedPosix(TestBackend.best(), 12);
        try (Mortise mortise = Mortise.on(limited)) {
            for (int i = 0; i < 50; i++) {
                mortise.kernelLock(directory.resolve("lock" + i)).acquire().close();
            }
            List<Hold> holds = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            holds.add(mortise.kernelLock(directory.resolve("held" + i))
                                    .acquire());
                        }
                    })
                    .isInstanceOf(LockException.class)
                    .hasMessageContainingAll("EMFILE", "close some files");
            assertThat(holds).hasSizeGreaterThan(3);
            holds.forEach(Hold::close);
        }
        assertThat(limited.open.get()).isZero();
    }

    @Test
    @DisplayName("a lock that the kernel does not release is released by closing its file")
    void refusedReleaseKeepsNobodyOut() throws Exception {
        AtomicBoolean refusing = new AtomicBoolean();
        Posix posix = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int flock(int fd, int operation) {
                return operation == LOCK_UN && refusing.get() ? -Errno.EIO : super.flock(fd, operation);
            }
        };
        Path path = directory.resolve("lock");
        try (Mortise mortise = Mortise.on(posix);
                Mortise other = Mortise.on(TestBackend.best())) {
            Hold hold = mortise.kernelLock(path).acquire();
            refusing.set(true);
            assertThatThrownBy(hold::close)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseInstanceOf(LockException.class);
            refusing.set(false);
            try (Hold next = other.kernelLock(path).tryAcquire()) {
                assertThat(next).isNotNull();
            }
            mortise.kernelLock(path).acquire().close();
        }
    }

    /** A file server that does not answer until it is told to, and on it each file that is opened before. */
    private static final class DeadServer extends ForwardingPosix {

        private static final long NFS = 0x6969;
        private static final long EXT = 0xEF53;

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        DeadServer(Posix target) {
            super(target);
        }

        @Override
        public long fstatfs(int fd) {
            return asked.getCount() > 0 ? NFS : EXT;
        }

        @Override
        public int flock(int fd, int operation) {
            if (operation == (LOCK_SH | LOCK_NB)) {
                asked.countDown();
                awaitAnswer();
            }
            return super.flock(fd, operation);
        }

        private void awaitAnswer() {
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @DisplayName("a file server that does not answer keeps nobody from opening other locks")
    void deadServerKeepsNobodyFromOpening() throws Exception {
        DeadServer server = new DeadServer(TestBackend.best());
        try (Mortise mortise = Mortise.on(server)) {
            KernelLock dead = mortise.kernelLock(directory.resolve("dead")).trustingItsFileSystem();
            Waiting waiting = Waiting.in(dead::acquire);
            server.asked.await();
            Path disk = Files.createDirectory(directory.resolve("disk"));
            try (Waiting lively = Waiting.in(mortise.kernelLock(disk.resolve("lively"))::acquire)) {
                lively.inside();
                assertThat(server.answers.getCount()).isEqualTo(1);
                waiting.assertStillWaiting();
            }
            server.answers.countDown();
            waiting.close();
        }
    }

    @Test
    @DisplayName("the file of a first lock call that never returned is closed when it returns")
    void abandonedFileIsClosed() throws Exception {
        DeadServer server = new DeadServer(TestBackend.best());
        Path path = Files.createFile(directory.resolve("lock"));
        byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
        int fd = server.openat(Posix.AT_FDCWD, name, Posix.O_RDWR | Posix.O_CLOEXEC, 0);
        Watchdog watchdog = new Watchdog(server, Duration.ofMillis(50));
        assertThatThrownBy(() -> watchdog.expectAnAnswer(Spot.file(path), fd))
                .isInstanceOf(LockUnsupportedException.class);
        assertThat(OpenFiles.in(directory)).isEqualTo(1);
        server.answers.countDown();
        while (OpenFiles.in(directory) > 0) {
            Thread.onSpinWait();
        }
    }

    /** All that one can do with a lock that others use as well, whatever comes of it. */
    private void tryEverything(Posix posix, Kind kind, Path path, boolean held) throws InterruptedException {
        try (Mortise mortise = Mortise.on(posix)) {
            for (boolean shared : new boolean[] {false, true}) {
                ProcessLock lock = kind.lock(mortise, path, shared);
                survive(() -> close(lock.tryAcquire()));
                survive(() -> close(held ? lock.acquire(Duration.ofMillis(1)) : lock.acquire()));
                survive(() -> close(lock.acquireAsync(Duration.ofMillis(1)).get()));
                survive(() -> close(lock.acquire(Duration.ofMillis(1))));
            }
        }
    }

    private static void close(@Nullable Hold hold) {
        if (hold != null) {
            hold.close();
        }
    }

    private static void survive(Step step) throws InterruptedException {
        try {
            step.take();
        } catch (IOException | UncheckedIOException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        } catch (ExecutionException expected) {
            assertThat(expected).hasCauseInstanceOf(LockException.class);
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException, InterruptedException, ExecutionException;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "whatever the kernel refuses, at whatever step, it ends with a typed exception or none and nothing open")
    void refusalsLeaveNothingOpen(Kind kind) throws Exception {
        List<Call> calls = List.of(
                Call.OPENAT,
                Call.FSTAT,
                Call.STATX,
                Call.FSTATFS,
                Call.FLOCK,
                Call.OFD_LOCK,
                Call.OFD_PROBE,
                Call.CLOSE);
        Path path = directory.resolve("lock");
        try (Mortise other = Mortise.on(TestBackend.best())) {
            for (Call call : calls) {
                for (int nth = 1; nth <= 12; nth++) {
                    Posix once = FaultyPosix.over(TestBackend.best()).failing(call, nth, Errno.EIO);
                    tryEverything(once, kind, path, false);
                    Posix full = FaultyPosix.over(TestBackend.best()).failing(call, nth, Errno.EMFILE);
                    try (Hold hold = kind.lock(other, path, false).acquire(Duration.ofSeconds(60))) {
                        tryEverything(full, kind, path, true);
                    }
                }
            }
        }
        awaitNothingOpen();
    }

    /** Doormen are told to go, and go. */
    private void awaitNothingOpen() throws IOException {
        while (OpenFiles.in(directory) > 0) {
            Thread.onSpinWait();
        }
    }
}
