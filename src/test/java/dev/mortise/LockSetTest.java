package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S3.8: several locks, and the order of locks. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class LockSetTest {

    @TempDir
    Path directory;

    private Mortise mortise;
    private Mortise other;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        other = Mortise.on(TestBackend.best());
    }

    @AfterEach
    void close() {
        mortise.close();
        other.close();
    }

    private KernelLock lock(Mortise of, String name) {
        return of.kernelLock(directory.resolve(name));
    }

    private boolean isFree(String name) throws LockException {
        try (Hold hold = lock(other, name).tryAcquire()) {
            return hold != null;
        }
    }

    @Test
    @DisplayName("S3.8 all or none: one that others have leaves none held")
    void allOrNone() throws Exception {
        LockSet set = LockSet.of(lock(mortise, "a"), lock(mortise, "b"), lock(mortise, "c"));
        try (Hold hold = lock(other, "b").acquire()) {
            assertThat(set.tryAcquire()).isNull();
            assertThatThrownBy(() -> set.acquire(Duration.ofMillis(20))).isInstanceOf(LockTimeoutException.class);
            assertThat(isFree("a")).isTrue();
            assertThat(isFree("c")).isTrue();
        }
        try (Hold all = set.acquire(Duration.ofSeconds(20))) {
            all.ensureHeld();
            assertThat(isFree("a") || isFree("b") || isFree("c")).isFalse();
        }
        assertThat(isFree("a") && isFree("b") && isFree("c")).isTrue();
    }

    @Test
    @DisplayName("S3.8 who wants the same locks in other orders never waits for one another in a circle")
    void ordersDoNotMatter() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Mortise mine = i % 2 == 0 ? mortise : other;
            String order = List.of("abc", "cba", "bca", "acb").get(i);
            Callable<Integer> turns = () -> {
                for (int turn = 0; turn < 200; turn++) {
                    LockSet.of(order.chars()
                                    .mapToObj(c -> lock(mine, String.valueOf((char) c)))
                                    .toList())
                            .acquire()
                            .close();
                }
                return 200;
            };
            ends.add(threads.submit(turns));
        }
        for (Future<Integer> each : ends) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(200);
        }
        threads.shutdown();
    }

    @Test
    void oneFileTwiceIsRefusedHoweverItIsSpelled() throws Exception {
        Files.createDirectory(directory.resolve("sub"));
        KernelLock one = lock(mortise, "a");
        assertThat(LockSet.of(one, lock(mortise, "a")).tryAcquire()).isNotNull().satisfies(Hold::close);
        assertThatThrownBy(() -> LockSet.of(one, lock(mortise, "sub/../a")).tryAcquire())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one file");
        assertThat(isFree("a")).isTrue();
        assertThatThrownBy(() -> LockSet.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("S3.8 a lower rank after a higher one is refused, with both sites")
    void ranks() throws Exception {
        KernelLock low = lock(mortise, "low").ranked(1);
        KernelLock high = lock(mortise, "high").ranked(2);
        try (Hold first = low.acquire();
                Hold second = high.acquire()) {
            second.ensureHeld();
        }
        try (Hold hold = high.acquire()) {
            assertThatThrownBy(low::acquire)
                    .isInstanceOf(LockOrderException.class)
                    .hasMessageContainingAll("low of rank 1", "high of rank 2", "LockSet")
                    .hasCauseInstanceOf(Throwable.class);
            assertThatThrownBy(() -> lock(mortise, "same").ranked(2).acquire()).isInstanceOf(LockOrderException.class);
            assertThat(low.tryAcquire()).isNotNull().satisfies(Hold::close);
            lock(mortise, "unranked").acquire().close();
        }
        low.acquire().close();
    }

    @Test
    @DisplayName("S4.5 attempts with delays, none after the last; the last error keeps the holder")
    void retry() throws Exception {
        Retry retry = Retry.doubling(3, Duration.ofMillis(20), Duration.ofMillis(30));
        assertThat(retry.delayAfter(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(retry.delayAfter(2)).isEqualTo(Duration.ofMillis(30));
        try (Hold hold = lock(other, "a").describedAs("busy").acquire()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> retry.acquire(lock(mortise, "a")))
                    .isInstanceOfSatisfying(
                            LockTimeoutException.class,
                            e -> assertThat(e.owners()).hasSize(1))
                    .hasMessageContainingAll("in 3 attempts", "busy");
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        }
        retry.acquire(lock(mortise, "a")).close();
    }

    @Test
    void jitterDrawsBetweenNothingAndTheDelay() {
        Retry retry = Retry.times(2, Duration.ofMillis(10)).withJitter();
        for (int i = 0; i < 1_000; i++) {
            assertThat(retry.delayAfter(1)).isBetween(Duration.ZERO, Duration.ofMillis(10));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> Retry.times(0, second)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retry.times(1, second.negated())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retry.doubling(1, second, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retry(1, second, 0.5, second, false, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("S3.8 where a file was replaced while its lock was waited for, all are let go and sorted again")
    void aFileThatWasReplacedIsSortedAgain() throws Exception {
        List<String> names = inOrder("a", "b");
        String first = names.get(0);
        String second = names.get(1);
        LockSet set = LockSet.of(lock(mortise, "a"), lock(mortise, "b"));
        Hold inTheWay = lock(other, second).acquire();
        FutureTask<Hold> waiting = new FutureTask<>(set::acquire);
        new Thread(waiting, "waits for both").start();
        while (isFree(first)) {
            assertThat(Thread.interrupted()).as("too late").isFalse();
        }
        try (Mortise third = Mortise.on(TestBackend.best());
                Hold young = lock(third, "new").acquire()) {
            Files.move(directory.resolve("new"), directory.resolve(second), StandardCopyOption.REPLACE_EXISTING);
            inTheWay.close();
            assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        try (Hold all = waiting.get(30, TimeUnit.SECONDS);
                Mortise fresh = Mortise.on(TestBackend.best())) {
            assertThat(lock(fresh, "a").tryAcquire()).isNull();
            assertThat(lock(fresh, "b").tryAcquire()).isNull();
        }
    }

    @Test
    void whereLockingIsOffASetIsHadAtOnce() throws Exception {
        try (Mortise off = Mortise.withoutLocking();
                Hold endless = LockSet.of(lock(off, "a"), lock(off, "b")).acquire();
                Hold timed = LockSet.of(lock(off, "a"), lock(off, "b")).acquire(Duration.ofSeconds(1))) {
            assertThat(directory).isEmptyDirectory();
        }
    }

    /** By the numbers of their files, which are made. */
    private List<String> inOrder(String... names) throws IOException {
        Map<Object, String> byNumber = new TreeMap<>();
        for (String name : names) {
            Path file = Files.createFile(directory.resolve(name));
            byNumber.put(Files.getAttribute(file, "unix:ino"), name);
        }
        return List.copyOf(byNumber.values());
    }
}
