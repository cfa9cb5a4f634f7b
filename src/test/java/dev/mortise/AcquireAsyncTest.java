package dev.mortise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
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
}
