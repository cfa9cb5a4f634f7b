package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Platform threads that block in the kernel themselves. */
@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class BlockedInTheKernelTest {

    private static final int TRIES = 600;

    @TempDir
    Path directory;

    /** Tells which threads block. */
    private static final class WatchedPosix extends ForwardingPosix {

        private final BlockingQueue<Thread> blocked = new LinkedBlockingQueue<>();

        WatchedPosix(Posix target) {
            super(target);
        }

        @Override
        public int flock(int fd, int operation) {
            boolean blocks = (operation & (Posix.LOCK_NB | Posix.LOCK_UN)) == 0;
            if (blocks) {
                blocked.add(Thread.currentThread());
            }
            return super.flock(fd, operation);
        }
    }

    @Test
    @DisplayName("a platform thread waits in the kernel itself: no other thread is in between")
    void platformThreadWaitsItself() throws Exception {
        Path path = directory.resolve("lock");
        WatchedPosix watched = new WatchedPosix(TestBackend.best());
        try (Mortise holder = Mortise.on(TestBackend.best());
                Mortise mortise = Mortise.on(watched)) {
            Hold hold = holder.kernelLock(path).acquire();
            Waiting waiting = Waiting.in(mortise.kernelLock(path)::acquire);
            assertThat(watched.blocked.poll(30, TimeUnit.SECONDS))
                    .isNotNull()
                    .extracting(Thread::getName)
                    .isEqualTo("waiting");
            hold.close();
            waiting.inside().close();
            assertThat(watched.blocked).isEmpty();
        }
    }

    @Test
    @DisplayName("decision 0010: who gives up further back does not cost a thread in the kernel its place in line")
    void timeoutsOfOthersLeaveItInLine() throws Exception {
        Path path = directory.resolve("lock");
        WatchedPosix watched = new WatchedPosix(TestBackend.best());
        try (Mortise holder = Mortise.on(TestBackend.best());
                Mortise mortise = Mortise.on(watched)) {
            Hold hold = holder.kernelLock(path).acquire();
            Waiting waiting = Waiting.in(mortise.kernelLock(path)::acquire);
            assertThat(watched.blocked.poll(30, TimeUnit.SECONDS)).isNotNull();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> mortise.kernelLock(path).acquire(Duration.ofMillis(2)))
                        .isInstanceOf(LockTimeoutException.class);
            }
            hold.close();
            waiting.inside().close();
            assertThat(watched.blocked).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("timeouts and interrupts reach a thread in the kernel, each of them, and leave nothing behind")
    void timeoutsAndInterruptsReachAThreadInTheKernel(Kind kind) throws Exception {
        Path path = directory.resolve("lock");
        SplittableRandom random = new SplittableRandom(5);
        int timeouts = 0;
        int interrupts = 0;
        try (Mortise holder = Mortise.on(TestBackend.best());
                Mortise mortise = Mortise.on(TestBackend.best())) {
            ProcessLock lock = kind.lock(mortise, path, false);
            try (Hold hold = kind.lock(holder, path, false).acquire()) {
                for (int i = 0; i < TRIES; i++) {
                    Thread self = Thread.currentThread();
                    boolean interrupted = random.nextBoolean();
                    Thread other = interrupted ? interrupting(self, random.nextInt(2_000)) : null;
                    try {
                        lock.acquire(
                                interrupted ? Duration.ofSeconds(60) : Duration.ofNanos(random.nextInt(2_000_000)));
                        throw new AssertionError("somebody else has it");
                    } catch (LockTimeoutException e) {
                        assertThat(interrupted).isFalse();
                        timeouts++;
                    } catch (InterruptedException e) {
                        assertThat(interrupted).isTrue();
                        interrupts++;
                    }
                    if (other != null) {
                        other.join();
                    }
                    assertThat(Thread.interrupted()).isFalse();
                }
            }
            lock.acquire(Duration.ofSeconds(30)).close();
        }
        assertThat(timeouts + interrupts).isEqualTo(TRIES);
    }

    private static Thread interrupting(Thread waiter, int spins) {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            waiter.interrupt();
        });
        thread.start();
        return thread;
    }
}
