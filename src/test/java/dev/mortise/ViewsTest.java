package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings({"try", "LockNotBeforeTry"}) // what is held is not used; views are locked and unlocked in any order
class ViewsTest {

    @TempDir
    Path directory;

    private Mortise mortise;
    private KernelLock lock;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        lock = mortise.kernelLock(directory.resolve("lock"));
    }

    @AfterEach
    void close() {
        mortise.close();
    }

    private boolean isFreeForOthers() throws Exception {
        try (Mortise other = Mortise.on(TestBackend.best());
                Hold hold = other.kernelLock(directory.resolve("lock")).tryAcquire()) {
            return hold != null;
        }
    }

    @Test
    void viewsOfOneLockShareTheirCounts() throws Exception {
        Files.createSymbolicLink(directory.resolve("alias"), directory);
        Lock one = lock.asLock();
        Lock other =
                mortise.kernelLock(directory.resolve("alias").resolve("lock")).asLock();
        one.lock();
        other.lock();
        assertThat(one.tryLock()).isTrue();
        one.unlock();
        one.unlock();
        assertThat(isFreeForOthers()).isFalse();
        other.unlock();
        assertThat(isFreeForOthers()).isTrue();
    }

    @Test
    void viewIsOwnedByItsThread() throws Exception {
        Lock view = lock.asLock();
        view.lock();
        Thread stranger = new Thread(() -> {
            assertThat(view.tryLock()).isFalse();
            assertThatThrownBy(view::unlock)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining("does not hold");
        });
        Failures failures = new Failures();
        stranger.setUncaughtExceptionHandler(failures);
        stranger.start();
        stranger.join();
        failures.rethrow();
        view.unlock();
        assertThatThrownBy(view::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    private static final class Failures implements Thread.UncaughtExceptionHandler {

        private @Nullable Throwable first;

        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            first = thrown;
        }

        void rethrow() {
            if (first != null) {
                throw new AssertionError(first);
            }
        }
    }

    @Test
    void whoWritesMayRead() throws Exception {
        ReadWriteLock both = lock.asReadWriteLock();
        both.writeLock().lock();
        both.readLock().lock();
        both.writeLock().unlock();
        assertThat(isFreeForOthers()).isFalse();
        both.readLock().unlock();
        assertThat(isFreeForOthers()).isTrue();
    }

    @Test
    @DisplayName("a lock that was entered through one of the two views is not left through the other")
    void eachViewIsLeftAsItWasEntered() throws Exception {
        ReadWriteLock both = lock.asReadWriteLock();
        both.writeLock().lock();
        assertThatThrownBy(both.readLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        both.readLock().lock();
        both.readLock().unlock();
        assertThatThrownBy(both.readLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(isFreeForOthers()).isFalse();
        both.writeLock().unlock();
        assertThat(isFreeForOthers()).isTrue();
    }

    @Test
    @DisplayName("who unlocks what it never locked is told so, and no file is made for that")
    void unlockingMakesNoFile() {
        Path path = directory.resolve("never");
        assertThatThrownBy(mortise.kernelLock(path).asLock()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(path).doesNotExist();
    }

    @Test
    void whoReadsAndWantsToWriteIsRefused() throws Exception {
        ReadWriteLock both = lock.asReadWriteLock();
        both.readLock().lock();
        both.readLock().lock();
        assertThatThrownBy(both.writeLock()::lock)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("let go of the shared lock first");
        both.readLock().unlock();
        both.readLock().unlock();
        both.writeLock().lock();
        both.writeLock().unlock();
    }

    @Test
    void viewExcludesHandles() throws Exception {
        Lock view = lock.asLock();
        view.lock();
        assertThat(lock.tryAcquire()).isNull();
        assertThatThrownBy(lock::acquire).isInstanceOf(IllegalStateException.class);
        view.unlock();
        try (Hold hold = lock.acquire()) {
            assertThat(view.tryLock()).isFalse();
            assertThat(view.tryLock(10, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(view.tryLock(-1, TimeUnit.DAYS)).isFalse();
        }
        assertThat(view.tryLock(10, TimeUnit.SECONDS)).isTrue();
        view.unlock();
    }

    @Test
    void lockIsStubbornAndLockInterruptiblyIsNot() throws Exception {
        Lock view = lock.asLock();
        Hold hold = Waiting.in(lock::acquire).inside();
        Waiting stubborn = Waiting.in(() -> {
                    view.lock();
                    assertThat(Thread.interrupted()).isTrue();
                    view.unlock();
                    return new UnlockedHold();
                })
                .assertStillWaiting();
        stubborn.interrupt();
        stubborn.assertStillWaiting();
        Waiting interruptible = Waiting.in(() -> {
                    view.lockInterruptibly();
                    return new UnlockedHold();
                })
                .assertStillWaiting();
        interruptible.interrupt();
        assertThat(interruptible.failure()).isInstanceOf(InterruptedException.class);
        hold.close();
        stubborn.inside();
    }

    @Test
    void thereAreNoConditions() {
        assertThatThrownBy(() -> lock.asLock().newCondition())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("no conditions");
    }

    @Test
    void unlockFindsWhatItsThreadHoldsAfterTheFileWasReplaced() throws Exception {
        Lock view = lock.asLock();
        view.lock();
        Files.delete(directory.resolve("lock"));
        view.unlock();
        view.lock();
        view.unlock();
        assertThat(isFreeForOthers()).isTrue();
    }
}
