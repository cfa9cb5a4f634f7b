package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings({"try", "LockNotBeforeTry"}) // what is held is not used
class MortiseTest {

    @TempDir
    Path directory;

    // ---------------------------------------------------------------------------------------------------------------
    // What is said
    // ---------------------------------------------------------------------------------------------------------------

    /** Hears the log. */
    private static final class Ear extends Handler implements AutoCloseable {

        private final BlockingQueue<LogRecord> heard = new LinkedBlockingQueue<>();
        private final Logger logger = Logger.getLogger("dev.mortise");

        Ear() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord record) {
            heard.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    @DisplayName("a hold that is dropped is reported, and never released")
    void droppedHoldIsReportedAndNeverReleased() throws Exception {
        Path path = directory.resolve("lock");
        try (Ear ear = new Ear();
                Mortise mortise = Mortise.on(TestBackend.best());
                Mortise other = Mortise.on(TestBackend.best())) {
            mortise.kernelLock(path).acquire();
            LogRecord report = collectUntilHeard(ear);
            assertThat(report.getMessage())
                    .contains("a hold of " + path + " (exclusive)")
                    .contains("thread " + Thread.currentThread().getName())
                    .contains("-Dmortise.sites=true");
            assertThat(other.kernelLock(path).tryAcquire()).isNull();

            mortise.kernelLock(directory.resolve("shared")).shared().acquire();
            assertThat(collectUntilHeard(ear).getMessage()).contains("(shared)");
        }
    }

    private static LogRecord collectUntilHeard(Ear ear) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            System.gc();
            LogRecord report = ear.heard.poll(100, TimeUnit.MILLISECONDS);
            if (report != null) {
                return report;
            }
        }
        throw new AssertionError("nothing was reported");
    }

    @Test
    void closedHoldIsNotReported() throws Exception {
        try (Ear ear = new Ear();
                Mortise mortise = Mortise.on(TestBackend.best())) {
            mortise.kernelLock(directory.resolve("closed")).acquire().close();
            mortise.kernelLock(directory.resolve("dropped")).acquire();
            assertThat(collectUntilHeard(ear).getMessage()).contains("dropped");
            assertThat(ear.heard).isEmpty();
        }
    }

    @Test
    @DisplayName("S3.9 locking can be switched off, loudly: one warning, and everybody is let in")
    void lockingCanBeSwitchedOffLoudly() throws Exception {
        try (Ear ear = new Ear();
                Mortise off = Mortise.withoutLocking()) {
            KernelLock lock = off.kernelLock(directory.resolve("none").resolve("lock"));
            try (Hold one = lock.acquire();
                    Hold two = lock.acquire(Duration.ZERO);
                    Hold three = lock.acquireAsync().get()) {
                one.ensureHeld();
                assertThat(two.isLost()).isFalse();
                assertThat(lock.tryAcquire()).isNotNull();
                assertThatThrownBy(three::descriptor).hasMessageContaining("locking is off");
            }
            lock.asLock().lock();
            lock.asLock().unlock();
            assertThat(directory.resolve("none")).doesNotExist();
            assertThat(ear.heard).hasSize(1);
            assertThat(ear.heard.remove().getMessage()).contains("locking is switched off", "exclude nobody");
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What it costs
    // ---------------------------------------------------------------------------------------------------------------

    /** Counts what has to do with locks. */
    private static final class CountingPosix extends ForwardingPosix {

        private final AtomicInteger calls = new AtomicInteger();

        CountingPosix(Posix target) {
            super(target);
        }

        @Override
        public int flock(int fd, int operation) {
            calls.incrementAndGet();
            return super.flock(fd, operation);
        }

        @Override
        public int ofdLock(int fd, int type, long start, long length, boolean wait) {
            calls.incrementAndGet();
            return super.ofdLock(fd, type, start, length, wait);
        }

        @Override
        public int ofdProbe(int fd, int type, long start, long length, LockInfo out) {
            calls.incrementAndGet();
            return super.ofdProbe(fd, type, start, length, out);
        }
    }

    @Test
    @DisplayName("a wait makes no more than a lock call a tick and a dozen: less than 100 in 5 s")
    void waitingIsNotPolling() throws Exception {
        Path path = directory.resolve("lock");
        CountingPosix counting = new CountingPosix(TestBackend.best());
        try (Mortise holder = Mortise.on(TestBackend.best());
                Hold hold = holder.kernelLock(path).acquire();
                Mortise mortise = Mortise.on(counting)) {
            assertThatThrownBy(() -> mortise.kernelLock(path).acquire(Duration.ofSeconds(1)))
                    .isInstanceOf(LockTimeoutException.class);
            assertThat(counting.calls.get()).isBetween(2, 22);
        }
    }

    @Test
    @DisplayName("a waiter that was stopped in line keeps others out no longer than a tick")
    void stoppedWaiterDelaysNobody() throws Exception {
        Path path = directory.resolve("lock");
        Files.createFile(path);
        Posix posix = TestBackend.best();
        try (Mortise mortise = Mortise.on(posix);
                StandsInLine stopped = StandsInLine.at(posix, path)) {
            KernelLock lock = mortise.kernelLock(path);
            long before = System.nanoTime();
            lock.acquire(Duration.ofSeconds(20)).close();
            lock.shared().acquire(Duration.ofSeconds(20)).close();
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(lock.tryAcquire()).isNotNull().satisfies(Hold::close);
        }
    }

    /** Who took the gate's byte and does nothing more, as one that was stopped there. */
    private record StandsInLine(Posix posix, int fd) implements AutoCloseable {

        private static final long GATE = 1L << 62;

        static StandsInLine at(Posix posix, Path path) {
            byte[] name = (path + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            int fd = posix.openat(Posix.AT_FDCWD, name, Posix.O_RDWR | Posix.O_CLOEXEC, 0);
            assertThat(posix.ofdLock(fd, Posix.F_WRLCK, GATE, 1, false)).isZero();
            return new StandsInLine(posix, fd);
        }

        @Override
        public void close() {
            posix.close(fd);
        }
    }

    @Test
    @DisplayName("a stranger's lock on the whole file is no line")
    void strangersLockIsNoLine() throws Exception {
        Path path = Files.createFile(directory.resolve("lock"));
        CountingPosix counting = new CountingPosix(TestBackend.best());
        try (var channel = java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE);
                var whole = channel.lock();
                Mortise mortise = Mortise.on(counting)) {
            mortise.kernelLock(path).acquire().close();
            assertThat(whole.isValid()).isTrue();
            assertThat(counting.calls.get()).as("probe, lock, unlock").isEqualTo(3);
        }
    }

    @Test
    void manyLockFilesDoNotStayOpen() throws Exception {
        try (Mortise mortise = Mortise.on(TestBackend.best())) {
            for (int i = 0; i < 2000; i++) {
                mortise.kernelLock(directory.resolve("lock" + i)).acquire().close();
            }
            assertThat(mortise.openLocks().size()).isLessThan(600);
        }
    }

    @Test
    @DisplayName("locks that are held stay open however many others come")
    void heldLocksStayOpen() throws Exception {
        List<Hold> holds = new ArrayList<>();
        try (Mortise mortise = Mortise.on(TestBackend.best());
                Mortise other = Mortise.on(TestBackend.best())) {
            for (int i = 0; i < 700; i++) {
                holds.add(mortise.kernelLock(directory.resolve("lock" + i)).acquire());
            }
            for (int i = 0; i < 700; i += 50) {
                assertThat(other.kernelLock(directory.resolve("lock" + i)).tryAcquire())
                        .isNull();
            }
            holds.forEach(Hold::close);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What never returns
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("complaint 16: a first lock call that never returns is given up")
    void lockCallThatNeverReturnsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        Posix hanging = new ForwardingPosix(TestBackend.best()) {
            @Override
            public int flock(int fd, int operation) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }
        };
        Watchdog watchdog = new Watchdog(hanging, Duration.ofMillis(50));
        Spot spot = Spot.file(directory.resolve("lock"));
        assertThatThrownBy(() -> watchdog.expectAnAnswer(spot, 0))
                .isInstanceOf(LockUnsupportedException.class)
                .hasMessageContainingAll("did not return within 0.05 s", "does not answer");
        never.countDown();
    }
}
