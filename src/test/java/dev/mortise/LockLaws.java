package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every lock between processes keeps. Threads are those of one {@link Mortise}. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
abstract class LockLaws {

    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Kind kind;

    @TempDir
    Path directory;

    private LaterPosix posix;
    private Mortise mortise;
    private Path path;

    LockLaws(Kind kind) {
        this.kind = kind;
    }

    /** Whom one meets. */
    enum Between {
        THREADS,
        PROCESSES
    }

    @BeforeEach
    void open() {
        posix = new LaterPosix(kernel());
        mortise = Mortise.on(posix);
        path = directory.resolve("lock");
    }

    @AfterEach
    void close() {
        mortise.close();
    }

    /** How this process reaches the kernel. */
    Posix kernel() {
        return TestBackend.best();
    }

    private ProcessLock exclusive() {
        return kind.lock(mortise, path, false);
    }

    private ProcessLock shared() {
        return kind.lock(mortise, path, true);
    }

    /** Somebody else who holds the lock until it is closed. */
    private AutoCloseable holder(Between between, boolean shared) throws Exception {
        if (between == Between.PROCESSES) {
            return Neighbour.holding(kind, path, shared);
        }
        Hold hold = Waiting.in(kind.lock(mortise, path, shared)::acquire).inside();
        return hold;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Exclusion
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    @DisplayName("S1.7 S1.15 exclusive excludes exclusive and shared")
    void exclusiveExcludesExclusiveAndShared(Between between) throws Exception {
        try (AutoCloseable other = holder(between, false)) {
            assertThat(exclusive().tryAcquire()).isNull();
            assertThat(shared().tryAcquire()).isNull();
            assertThatThrownBy(() -> exclusive().acquire(SHORT)).isInstanceOf(LockTimeoutException.class);
            assertThatThrownBy(() -> shared().acquire(SHORT)).isInstanceOf(LockTimeoutException.class);
        }
        exclusive().acquire(LONG).close();
        shared().acquire(LONG).close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S1.7 S1.15 shared admits shared and excludes exclusive")
    void sharedAdmitsSharedAndExcludesExclusive(Between between) throws Exception {
        try (AutoCloseable other = holder(between, true)) {
            shared().acquire(LONG).close();
            assertThat(shared().tryAcquire()).isNotNull().satisfies(Hold::close);
            assertThat(exclusive().tryAcquire()).isNull();
            assertThatThrownBy(() -> exclusive().acquire(SHORT)).isInstanceOf(LockTimeoutException.class);
            shared().acquire(LONG).close();
        }
        exclusive().acquire(LONG).close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S3.1 who waits is let in when the holder lets go, exclusive and shared")
    void whoWaitsIsLetIn(Between between) throws Exception {
        AutoCloseable other = holder(between, false);
        Waiting waiting = Waiting.in(exclusive()::acquire).assertStillWaiting();
        other.close();
        waiting.inside().close();

        AutoCloseable another = holder(between, false);
        Waiting one = Waiting.in(shared()::acquire).assertStillWaiting();
        Waiting two = Waiting.in(shared()::acquire).assertStillWaiting();
        another.close();
        Hold first = one.inside();
        Hold second = two.inside();
        first.close();
        second.close();
        exclusive().acquire(LONG).close();
    }

    @Test
    @DisplayName("S1.15 no two of many threads and two processes' worth of locks are ever inside")
    void nobodyMeetsAnybodyInside() throws Exception {
        try (Mortise other = Mortise.on(TestBackend.best())) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger met = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ProcessLock lock = kind.lock(i % 2 == 0 ? mortise : other, path, false);
                Thread thread = new Thread(() -> enterOften(lock, inside, met));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(100));
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(met).hasValue(0);
        }
    }

    private static void enterOften(ProcessLock lock, AtomicInteger inside, AtomicInteger met) {
        for (int i = 0; i < 300; i++) {
            try (Hold hold = lock.acquire()) {
                if (inside.incrementAndGet() != 1) {
                    met.incrementAndGet();
                }
                inside.decrementAndGet();
            } catch (IOException | InterruptedException e) {
                met.incrementAndGet();
            }
        }
    }

    @Test
    @DisplayName("no waiter of a process starves while other threads take the lock again and again")
    void noWaiterStarves() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> greedy = new ArrayList<>();
        CountDownLatch running = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                while (!enough.get()) {
                    try (Hold hold = exclusive().acquire()) {
                        running.countDown();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            greedy.add(thread);
            thread.start();
        }
        running.await();
        for (int i = 0; i < 50; i++) {
            exclusive().acquire(LONG).close();
            shared().acquire(LONG).close();
        }
        enough.set(true);
        for (Thread thread : greedy) {
            thread.join();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The ends of processes
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("a killed holder frees the lock at once")
    void killedHolderFreesTheLock() throws Exception {
        try (Neighbour neighbour = Neighbour.holding(kind, path, false)) {
            Waiting waiting = Waiting.in(exclusive()::acquire).assertStillWaiting();
            neighbour.kill();
            waiting.inside().close();
        }
    }

    @Test
    @DisplayName("a stopped holder is never robbed")
    void stoppedHolderIsNeverRobbed() throws Exception {
        try (Neighbour neighbour = Neighbour.holding(kind, path, false)) {
            neighbour.stop();
            Waiting waiting = Waiting.in(exclusive()::acquire).assertStillWaiting();
            assertThatThrownBy(() -> exclusive().acquire(Duration.ofMillis(300)))
                    .isInstanceOf(LockTimeoutException.class);
            assertThat(exclusive().tryAcquire()).isNull();
            neighbour.goOn();
            waiting.assertStillWaiting();
            neighbour.letGo();
            waiting.inside().close();
        }
    }

    @Test
    @DisplayName("an unrelated open and close of the lock file loses nothing")
    void unrelatedOpenAndCloseLosesNothing() throws Exception {
        try (Hold hold = exclusive().acquire();
                Mortise other = Mortise.on(TestBackend.best())) {
            Files.readAllBytes(path);
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            assertThat(kind.lock(other, path, true).tryAcquire()).isNull();
            hold.ensureHeld();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Time and interrupts
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    @DisplayName("S1.7 S1.15 S3.1 a timeout comes in time, and leaves nothing behind")
    void timeoutComesInTime(Between between) throws Exception {
        try (AutoCloseable other = holder(between, false)) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> exclusive().acquire(Duration.ofMillis(100)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("could not acquire the exclusive lock on " + path)
                    .hasMessageContaining("within 0.1 s");
            assertThat(System.nanoTime() - before)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.SECONDS.toNanos(20));
        }
        exclusive().acquire(LONG).close();
    }

    @Test
    void zeroIsOneTryAndNegativeIsRefused() throws Exception {
        exclusive().acquire(Duration.ZERO).close();
        try (Hold hold = exclusive().acquire()) {
            assertThat(Waiting.in(() -> exclusive().acquire(Duration.ZERO)).failure())
                    .isInstanceOf(LockTimeoutException.class);
        }
        assertThatThrownBy(() -> exclusive().acquire(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> exclusive().acquireAsync(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void centuriesDoNotOverflow() throws Exception {
        Hold hold = exclusive().acquire(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        Waiting waiting = Waiting.in(() -> exclusive().acquire(Duration.ofSeconds(Long.MAX_VALUE)))
                .assertStillWaiting();
        hold.close();
        waiting.inside().close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an interrupt cancels waiting, and leaves nothing behind")
    void interruptCancelsWaiting(Between between) throws Exception {
        try (AutoCloseable other = holder(between, false)) {
            Waiting waiting = Waiting.in(exclusive()::acquire).assertStillWaiting();
            waiting.interrupt();
            assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        }
        exclusive().acquire(LONG).close();
    }

    @Test
    @DisplayName("an interrupt cancels waiting only: who is interrupted already still gets what is free, and keeps it")
    void interruptCancelsWaitingOnly() throws Exception {
        Thread.currentThread().interrupt();
        try (Hold hold = exclusive().acquire()) {
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            hold.ensureHeld();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Waiting.in(() -> exclusive().acquire(Duration.ZERO)).failure())
                    .isInstanceOf(LockTimeoutException.class);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Without a thread
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void futureCompletesOnNoThreadThatReleases(Between between) throws Exception {
        AutoCloseable other = holder(between, false);
        CompletableFuture<Thread> completedOn = new CompletableFuture<>();
        CompletableFuture<Hold> future = exclusive().acquireAsync();
        CompletableFuture<Void> dependent = future.thenAccept(hold -> completedOn.complete(Thread.currentThread()));
        assertThat(future).isNotDone();
        other.close();
        assertThat(completedOn.get(30, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
        Hold hold = future.get();
        dependent.get(30, TimeUnit.SECONDS);
        assertThat(exclusive().tryAcquire()).isNull();
        hold.close();
        exclusive().acquire(LONG).close();
    }

    @ParameterizedTest
    @EnumSource
    void futureTimesOut(Between between) throws Exception {
        try (AutoCloseable other = holder(between, false)) {
            CompletableFuture<Hold> future = exclusive().acquireAsync(SHORT);
            assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LockTimeoutException.class);
        }
        exclusive().acquireAsync(LONG).get(30, TimeUnit.SECONDS).close();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledFutureLeavesNothingBehind(Between between) throws Exception {
        try (AutoCloseable other = holder(between, false)) {
            CompletableFuture<Hold> future = exclusive().acquireAsync();
            future.cancel(true);
            assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        }
        exclusive().acquire(LONG).close();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Holds
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void closingTwiceLetsGoOnce() throws Exception {
        Hold first = exclusive().acquire();
        first.close();
        Hold second = exclusive().acquire();
        first.close();
        assertThat(Waiting.in(() -> exclusive().acquire(Duration.ZERO)).failure())
                .isInstanceOf(LockTimeoutException.class);
        second.close();
        assertThatThrownBy(first::isLost)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void anyThreadMayClose() throws Exception {
        Hold hold = Waiting.in(exclusive()::acquire).inside();
        hold.close();
        exclusive().acquire(Duration.ZERO).close();
    }

    @Test
    @DisplayName("a thread that would wait for itself is told so")
    void threadThatWouldWaitForItselfIsToldSo() throws Exception {
        try (Hold hold = exclusive().acquire()) {
            assertThatThrownBy(() -> exclusive().acquire())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("would wait for itself")
                    .hasMessageContaining("asLock()");
            assertThatThrownBy(() -> shared().acquire()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> exclusive().acquire(SHORT))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContaining("this very thread");
        }
        try (Hold hold = shared().acquire()) {
            assertThatThrownBy(() -> exclusive().acquire()).isInstanceOf(IllegalStateException.class);
            shared().acquire().close();
        }
    }

    @Test
    @DisplayName("S1.15 nested same resource: one file is one lock, however it is spelled")
    void oneFileIsOneLockHoweverItIsSpelled() throws Exception {
        Files.createSymbolicLink(directory.resolve("alias"), directory);
        ProcessLock alias = kind.lock(mortise, directory.resolve("alias").resolve("lock"), false);
        try (Hold hold = exclusive().acquire()) {
            assertThatThrownBy(alias::acquire).isInstanceOf(IllegalStateException.class);
        }
        try (Hold hold = alias.acquire()) {
            assertThatThrownBy(() -> exclusive().acquire()).isInstanceOf(IllegalStateException.class);
        }
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.delete(directory.resolve("alias"));
        Files.createSymbolicLink(directory.resolve("alias"), elsewhere);
        try (Hold hold = exclusive().acquire();
                Hold other = alias.acquire()) {
            assertThat(elsewhere.resolve("lock")).exists();
        }
    }

    @Test
    void descriptionsOfTheSameAreEqual() {
        assertThat(exclusive())
                .isEqualTo(kind.lock(mortise, path, false))
                .hasSameHashCodeAs(kind.lock(mortise, path, false))
                .isNotEqualTo(shared());
        assertThat(path).doesNotExist();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Files that are replaced
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void holderLearnsThatTheFileWasReplaced() throws Exception {
        try (Hold hold = exclusive().acquire()) {
            hold.ensureHeld();
            Files.delete(path);
            assertThat(hold.isLost()).isTrue();
            assertThatThrownBy(hold::ensureHeld)
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("its name means another file by now, or none");
        }
        posix.pass(TimeUnit.SECONDS.toNanos(1));
        exclusive().acquire(LONG).close();
        assertThat(path).exists();
    }

    @Test
    void holderLearnsThatTheDirectoryWasReplaced() throws Exception {
        Path nested = Files.createDirectory(directory.resolve("nested"));
        ProcessLock lock = kind.lock(mortise, nested.resolve("lock"), false);
        try (Hold hold = lock.acquire()) {
            Files.move(nested, directory.resolve("moved"));
            assertThat(hold.isLost()).isTrue();
            Files.createDirectory(nested);
            assertThat(hold.isLost()).isTrue();
        }
        try (Hold hold = lock.acquire()) {
            assertThat(nested.resolve("lock")).exists();
            hold.ensureHeld();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("who waits for a file that was replaced waits for the new one")
    void whoWaitsForAReplacedFileWaitsForTheNewOne(Between between) throws Exception {
        AutoCloseable other = holder(between, false);
        Waiting waiting = Waiting.in(exclusive()::acquire).assertStillWaiting();
        Files.delete(path);
        try (Mortise third = Mortise.on(TestBackend.best())) {
            Hold successor = kind.lock(third, path, false).acquire();
            posix.pass(TimeUnit.SECONDS.toNanos(1));
            other.close();
            waiting.assertStillWaiting();
            successor.close();
            Hold hold = waiting.inside();
            hold.ensureHeld();
            assertThat(kind.lock(third, path, false).tryAcquire()).isNull();
            hold.close();
        }
    }

    @Test
    @DisplayName("sharers do not join one another in a file that was replaced")
    void sharersDoNotJoinInAReplacedFile() throws Exception {
        try (Hold old = shared().acquire()) {
            Files.delete(path);
            try (Mortise third = Mortise.on(TestBackend.best());
                    Hold successor = kind.lock(third, path, false).acquire()) {
                posix.pass(TimeUnit.SECONDS.toNanos(1));
                assertThat(shared().tryAcquire()).isNull();
                successor.ensureHeld();
            }
            try (Hold sharer = shared().acquire(LONG)) {
                sharer.ensureHeld();
                assertThat(old.isLost()).isTrue();
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Closing the whole
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void closedMortiseRefusesAndWhatIsHeldStaysHeld() throws Exception {
        Mortise closing = Mortise.on(TestBackend.best());
        ProcessLock lock = kind.lock(closing, path, false);
        Hold hold = lock.acquire();
        Waiting waiting = Waiting.in(lock::acquire).untilItWaits();
        closing.close();
        assertThat(waiting.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(lock::acquire).isInstanceOf(IllegalStateException.class);
        assertThat(exclusive().tryAcquire()).isNull();
        hold.close();
        exclusive().acquire(LONG).close();
    }
}
