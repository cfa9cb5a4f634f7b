package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.TestBackend;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that have a hold and want another one. */
@Timeout(120)
@SuppressWarnings({"try", "NullAway.Init"}) // what is held is not used
class WaitingForOneselfTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Mortise mortise;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
    }

    @AfterEach
    void close() {
        mortise.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a sharer shares again although a writer waits: that one waits for it")
    void sharerSharesAgainAlthoughAWriterWaits(Kind kind) throws Exception {
        Path path = directory.resolve("lock");
        ProcessLock shared = kind.lock(mortise, path, true);
        Hold one = shared.acquire();
        try (Waiting writer =
                Waiting.in(kind.lock(mortise, path, false)::acquire).untilItWaits()) {
            shared.acquire(LONG).close();
            shared.acquire().close();
            writer.assertStillWaiting();
            Waiting stranger = Waiting.in(shared::acquire).assertStillWaiting();
            one.close();
            writer.inside().close();
            stranger.close();
        }
    }

    @Test
    @DisplayName("a thread that would wait for its own hold of an overlapping range is told so")
    void overlappingRanges() throws Exception {
        Path path = directory.resolve("lock");
        RangeLock all = mortise.rangeLock(path, 0, 100);
        RangeLock some = mortise.rangeLock(path, 50, 10);
        try (Hold hold = all.acquire()) {
            assertThatThrownBy(some::acquire)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("would wait for itself", "[0, 100)", "[50, 60)");
            assertThatThrownBy(some.shared()::acquire).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> some.acquire(Duration.ofMillis(20))).isInstanceOf(LockTimeoutException.class);
            mortise.rangeLock(path, 100, 10).acquire().close();
        }
        try (Hold hold = all.shared().acquire()) {
            some.shared().acquire().close();
            assertThatThrownBy(some::acquire).isInstanceOf(IllegalStateException.class);
        }
        some.acquire().close();
        assertThat(all.tryAcquire()).isNotNull().satisfies(Hold::close);
    }
}
