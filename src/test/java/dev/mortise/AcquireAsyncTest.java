package dev.mortise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.TestBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("LockNotBeforeTry")
class AcquireAsyncTest {

    @TempDir
    Path directory;

    @Test
    void aFutureCompletesThoughTheWholeCommonPoolWaitsBehindIt() throws Exception {
        KernelLock lock = KernelLock.at(directory.resolve("lock"));
        int threads = ForkJoinPool.commonPool().getParallelism();
        CountDownLatch waiting = new CountDownLatch(threads);
        List<CompletableFuture<Void>> behind = new ArrayList<>();
        CompletableFuture<Hold> head;
        try (Hold hold = lock.acquire()) {
            head = lock.acquireAsync();
            for (int i = 0; i < threads; i++) {
                behind.add(CompletableFuture.runAsync(
                        () -> {
                            waiting.countDown();
                            lock.asLock().lock();
                            lock.asLock().unlock();
                        },
                        ForkJoinPool.commonPool()));
            }
            waiting.await();
            hold.ensureHeld();
        }
        head.get(30, SECONDS).close();
        for (CompletableFuture<Void> each : behind) {
            each.get(30, SECONDS);
        }
        assertThat(behind).hasSize(threads);
    }

    @Test
    void tenThousandFuturesThatAreRefusedTakeFewThreads() throws Exception {
        Mortise mortise = Mortise.on(TestBackend.best());
        KernelLock lock = mortise.kernelLock(directory.resolve("lock"));
        Hold hold = lock.acquire();
        List<CompletableFuture<Hold>> futures = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            futures.add(lock.acquireAsync());
        }
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> ends = futures.stream()
                .map(each -> each.handle((none, refusal) -> {
                    if (looks.incrementAndGet() % 100 == 0) {
                        most.accumulateAndGet(threads(), Math::max);
                    }
                    return (Void) null;
                }))
                .toList();
        mortise.close();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(30, SECONDS);
        assertThat(most).as("of two pools, and some that are just ending").hasValueBetween(1, 2 * 64 + 32);
        hold.close();
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("mortise-errand") || name.equals("mortise-future"))
                .count();
    }
}
