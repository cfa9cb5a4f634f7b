package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.posix.TestBackend;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing a whole Mortise while its threads are on their way. */
@Timeout(120)
@SuppressWarnings({"try", "NullAway.Init", "UnnecessaryLambda"}) // what is held is not used
class ClosingTest {

    private static final IntPredicate BLOCKING = operation -> operation == Posix.LOCK_EX;
    private static final IntPredicate TRYING = operation -> operation == (Posix.LOCK_EX | Posix.LOCK_NB);

    @TempDir
    Path directory;

    private Mortise other;
    private Hold hold;

    @BeforeEach
    void someoneElseHasIt() throws Exception {
        other = Mortise.on(TestBackend.best());
        hold = other.kernelLock(directory.resolve("lock")).acquire();
    }

    @AfterEach
    void nothingIsLeftOpen() throws Exception {
        hold.close();
        other.close();
        assertThat(OpenFiles.in(directory)).isZero();
    }

    private KernelLock lock(Mortise mortise) {
        return mortise.kernelLock(directory.resolve("lock"));
    }

    @Test
    @DisplayName("who was about to block when it was closed is refused, although the first kick comes too early")
    void whoIsAboutToBlockIsRefused() throws Exception {
        PausingPosix pausing = new PausingPosix(TestBackend.best(), BLOCKING);
        Mortise closing = Mortise.on(pausing);
        Waiting waiting = Waiting.in(lock(closing)::acquire);
        pausing.awaitArrival();
        closing.close();
        pausing.release();
        assertThat(waiting.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    @DisplayName("who was about to queue when it was closed is refused")
    void whoIsAboutToQueueIsRefused() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        PausingPosix pausing = new PausingPosix(
                TestBackend.best(), operation -> TRYING.test(operation) && tries.incrementAndGet() == 2);
        Mortise closing = Mortise.on(pausing);
        Waiting waiting = Waiting.in(lock(closing)::acquire);
        pausing.awaitArrival();
        closing.close();
        pausing.release();
        assertThat(waiting.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    @DisplayName("a future that was about to queue when it was closed is refused")
    void futureThatIsAboutToQueueIsRefused() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        PausingPosix pausing = new PausingPosix(
                TestBackend.best(), operation -> TRYING.test(operation) && tries.incrementAndGet() == 2);
        Mortise closing = Mortise.on(pausing);
        Waiting waiting = Waiting.in(() -> lock(closing).acquireAsync().get());
        pausing.awaitArrival();
        closing.close();
        pausing.release();
        assertThat(waiting.failure())
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("closed");
    }

    @Test
    @DisplayName("who tries in vain while it is closed leaves nothing open")
    void whoTriesInVainLeavesNothingOpen() throws Exception {
        PausingPosix pausing = new PausingPosix(TestBackend.best(), TRYING);
        Mortise closing = Mortise.on(pausing);
        Waiting waiting = Waiting.in(lock(closing)::tryAcquire);
        pausing.awaitArrival();
        closing.close();
        pausing.release();
        assertThat(waiting.inside()).isNull();
    }
}
