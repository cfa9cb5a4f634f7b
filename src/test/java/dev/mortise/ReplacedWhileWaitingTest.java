package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for a lock whose file is not what it was, or cannot be opened once more. */
@Timeout(120)
@SuppressWarnings({"try", "NullAway.Init"}) // what is held is not used
class ReplacedWhileWaitingTest {

    @TempDir
    Path directory;

    private Path nested;
    private Path path;
    private Mortise other;
    private Mortise mortise;

    @BeforeEach
    void open() throws Exception {
        nested = Files.createDirectory(directory.resolve("nested"));
        path = nested.resolve("lock");
        other = Mortise.on(TestBackend.best());
        mortise = Mortise.on(TestBackend.best());
        mortise.kernelLock(path).acquire().close();
    }

    @AfterEach
    void close() {
        mortise.close();
        other.close();
    }

    @Test
    @DisplayName("who begins to wait after the directory was replaced comes to the new one")
    void directoryWasReplaced() throws Exception {
        try (Hold hold = other.kernelLock(path).acquire()) {
            Files.delete(path);
            Files.delete(nested);
            Files.createDirectory(nested);
            try (Waiting waiting = Waiting.in(mortise.kernelLock(path)::acquire)) {
                waiting.inside().ensureHeld();
                assertThat(path).exists();
            }
        }
    }

    @Test
    @DisplayName("who waits for a file that got a second name meanwhile is told so")
    void fileGotASecondName() throws Exception {
        try (Hold hold = other.kernelLock(path).acquire()) {
            Files.createLink(nested.resolve("second"), path);
            Waiting waiting = Waiting.in(mortise.kernelLock(path)::acquire);
            assertThat(waiting.failure())
                    .isInstanceOf(LockUnsupportedException.class)
                    .hasMessageContainingAll("refusing to lock " + path, "more than one name", "only a lock file");
        }
    }

    @Test
    @DisplayName("who would have to open one file too many to wait is told what to do")
    void noMoreFiles() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        Posix full = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int openat(int at, byte[] name, int flags, int mode) {
                return opened.incrementAndGet() > 2 ? -Errno.EMFILE : super.openat(at, name, flags, mode);
            }
        };
        try (Hold hold = other.kernelLock(path).acquire();
                Mortise poor = Mortise.on(full)) {
            Waiting waiting = Waiting.in(poor.kernelLock(path)::acquire);
            assertThat(waiting.failure())
                    .isInstanceOf(LockException.class)
                    .hasMessageContainingAll("EMFILE", "ulimit -n");
        }
    }

    @Test
    @DisplayName("a name that never means the file that it opens is given up")
    void restlessName() throws Exception {
        Posix restless = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int statx(int at, byte[] name, int flags, FileStat out) {
                return at == AT_FDCWD ? super.statx(at, name, flags, out) : -Errno.ENOENT;
            }
        };
        try (Mortise lost = Mortise.on(restless)) {
            KernelLock lock = lost.kernelLock(path);
            assertThat(Waiting.in(lock::tryAcquire).failure())
                    .isInstanceOf(LockException.class)
                    .hasMessageContaining("means another file each time");
            assertThat(Waiting.in(lock::acquire).failure()).isInstanceOf(LockException.class);
            assertThat(Waiting.in(() -> lock.acquireAsync().get()).failure())
                    .hasRootCauseInstanceOf(LockException.class);
        }
    }

    @Test
    @DisplayName("a future that somebody else completes, as orTimeout does, waits no longer")
    void completedFutureWaitsNoLonger() throws Exception {
        BlockingGauge gauge = new BlockingGauge(TestBackend.best());
        try (Hold hold = other.kernelLock(path).acquire();
                Mortise mine = Mortise.on(gauge)) {
            CompletableFuture<Hold> future = mine.kernelLock(path).acquireAsync();
            gauge.await(1);
            future.completeExceptionally(new IllegalStateException("changed my mind"));
            gauge.await(0);
        }
    }

    /** Counts who is blocked. */
    private static final class BlockingGauge extends ForwardingPosix {

        private final AtomicInteger blocked = new AtomicInteger();

        BlockingGauge(Posix target) {
            super(target);
        }

        @Override
        public int flock(int fd, int operation) {
            if (operation != LOCK_EX) {
                return super.flock(fd, operation);
            }
            blocked.incrementAndGet();
            try {
                return super.flock(fd, operation);
            } finally {
                blocked.decrementAndGet();
            }
        }

        void await(int number) {
            while (blocked.get() != number) {
                Thread.onSpinWait();
            }
        }
    }
}
