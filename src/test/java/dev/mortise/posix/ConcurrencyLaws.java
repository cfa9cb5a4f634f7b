package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Any thread may make any call at any time: whatever memory a backend lends to a call is that call's alone. */
interface ConcurrencyLaws extends Ground {

    @Test
    default void manyThreadsGetTheirOwnBytes() {
        hammer(Executors.newCachedThreadPool(), 64, 100);
    }

    /** Platform threads once more before Java 21. */
    @Test
    default void manyVirtualThreadsGetTheirOwnBytes() {
        hammer(virtualThreads(), 200, 20);
    }

    /** Or one process that keeps a lock would stop every thread of another. */
    @Test
    default void collectorDoesNotWaitForABlockedCall() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), Posix.LOCK_EX));
        must(posix().ofdLock(two.a(), Posix.F_WRLCK, 0, 1, false));
        Blocked whole = Blocked.in(posix(), p -> p.flock(two.b(), Posix.LOCK_EX));
        Blocked range = Blocked.in(posix(), p -> p.ofdLock(two.b(), Posix.F_WRLCK, 0, 1, true));
        whole.assertStillBlocked();
        range.assertStillBlocked();
        System.gc();
        must(posix().flock(two.a(), Posix.LOCK_UN));
        must(posix().ofdLock(two.a(), Posix.F_UNLCK, 0, 1, false));
        assertEquals(0, whole.result());
        assertEquals(0, range.result());
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException beforeJava21) {
            return Executors.newCachedThreadPool();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("virtual threads", e);
        }
    }

    private void hammer(ExecutorService threads, int count, int rounds) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = i;
            running.add(threads.submit(() -> work(id, rounds)));
        }
        threads.shutdown();
        running.forEach(ConcurrencyLaws::await);
    }

    private static void await(Future<?> task) {
        try {
            task.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private void work(int id, int rounds) {
        byte[] name = z("file-of-" + id);
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;
        int fd = must(posix().openat(here().dir(), name, flags, 0600));
        FileStat mine = here().stat(fd);
        for (int round = 0; round < rounds; round++) {
            writeAndReadBack(fd, id * rounds + round);
            int again = must(posix().openat(here().dir(), name, Posix.O_RDONLY | Posix.O_CLOEXEC, 0));
            assertEquals(mine.inode(), here().stat(again).inode());
            must(posix().close(again));
        }
        must(posix().close(fd));
    }

    private void writeAndReadBack(int fd, int seed) {
        int length = seed % 16 == 0 ? 20_000 : 64;
        byte[] written = Workspace.pattern(length, seed);
        assertEquals(length, posix().pwrite(fd, written, 0, length, 0));
        byte[] read = new byte[length];
        assertEquals(length, posix().pread(fd, read, 0, length, 0));
        assertArrayEquals(written, read);
    }
}
