package dev.mortise.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.LockTimeoutException;
import dev.mortise.LockUnsupportedException;
import dev.mortise.Mortise;
import dev.mortise.Retry;
import dev.mortise.posix.TestBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // what is held is not used
class RetryPresetTest {

    private static final Duration TENTH = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private Mortise mortise;
    private Mortise other;
    private Path path;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        other = Mortise.on(TestBackend.best());
        path = directory.resolve("STATE.md.lock");
    }

    @AfterEach
    void close() {
        mortise.close();
        other.close();
    }

    private KernelLock lock() {
        return mortise.kernelLock(path);
    }

    /** What a preset says where somebody else has the lock. */
    private String refusal(RetryPreset preset) throws Exception {
        try (Hold hold = other.kernelLock(path).acquire()) {
            LockTimeoutException refusal =
                    catchThrowableOfType(LockTimeoutException.class, () -> lock().acquire(Duration.ZERO));
            return String.valueOf(preset.inOldWords(refusal).getMessage());
        }
    }

    @Test
    @DisplayName("S1.7: 10 s, 0.05 s, and its message; T10: 0.1 s is over in time")
    void eachTwentiethOfASecond() throws Exception {
        Retry retry = RetryPreset.eachTwentiethOfASecond().retry();
        assertThat(retry.base()).isEqualTo(Duration.ofMillis(50));
        assertThat(retry.cap()).isEqualTo(Duration.ofMillis(50));
        assertThat(retry.deadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(refusal(RetryPreset.eachTwentiethOfASecond()))
                .isEqualTo("Could not acquire lock on " + path + " within 10s");
        try (Hold hold = other.kernelLock(path).describedAs("a test").acquire()) {
            long start = System.nanoTime();
            LockTimeoutException refusal = catchThrowableOfType(
                    LockTimeoutException.class,
                    () -> RetryPreset.eachTwentiethOfASecond(TENTH).acquire(lock()));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TENTH, Duration.ofSeconds(5));
            assertThat(refusal).hasMessage("Could not acquire lock on " + path + " within 0.1s");
            assertThat(refusal.owners())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.operation()).isEqualTo("a test"));
            assertThat(refusal)
                    .cause()
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageContainingAll("pid " + ProcessHandle.current().pid(), "the kernel lists");
        }
    }

    @Test
    @DisplayName("S3.1: 30 s, 0.1 s, and its messages")
    void eachTenthOfASecond() throws Exception {
        Retry retry = RetryPreset.eachTenthOfASecond().retry();
        assertThat(retry.base()).isEqualTo(TENTH);
        assertThat(retry.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(refusal(RetryPreset.eachTenthOfASecond())).isEqualTo("Could not acquire exclusive lock on " + path);
        try (Hold hold = other.kernelLock(path).acquire()) {
            RetryPreset brief = RetryPreset.eachTenthOfASecond(Duration.ofMillis(20));
            assertThatThrownBy(() -> brief.acquire(lock().shared()))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage("Could not acquire shared lock on " + path);
        }
    }

    @Test
    @DisplayName("S2.11: 30 s, 0.2 s, and its message")
    void eachFifthOfASecond() throws Exception {
        Retry retry = RetryPreset.eachFifthOfASecond().retry();
        assertThat(retry.base()).isEqualTo(Duration.ofMillis(200));
        assertThat(retry.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(refusal(RetryPreset.eachFifthOfASecond())).isEqualTo("Token refresh already in progress");
    }

    @Test
    @DisplayName("S4.5: 3 attempts, min(1000 * 2^(n-1), 5000) ms between them, and its message")
    void doublingFromOneSecond() throws Exception {
        assertThat(RetryPreset.doublingFromOneSecond().retry())
                .isEqualTo(Retry.doubling(3, Duration.ofSeconds(1), Duration.ofSeconds(5)));
        assertThat(refusal(RetryPreset.doublingFromOneSecond())).isEqualTo("Failed to acquire lock after 3 attempts");
        try (Hold hold = other.kernelLock(path).acquire()) {
            assertThatThrownBy(() -> RetryPreset.doublingFromOneSecond(1).acquire(lock()))
                    .hasMessage("Failed to acquire lock after 1 attempts");
        }
    }

    @Test
    @DisplayName("S3.13: 3 retries from 0.5 s doubling, and its message")
    void doublingFromHalfASecond() throws Exception {
        assertThat(RetryPreset.doublingFromHalfASecond().retry())
                .isEqualTo(Retry.doubling(4, Duration.ofMillis(500), Duration.ofSeconds(2)));
        assertThat(refusal(RetryPreset.doublingFromHalfASecond()))
                .isEqualTo("STATE.md is locked by another process. If stale, delete " + path);
    }

    @Test
    @DisplayName("only contention is tried again: what cannot be had is refused at once, in its own words")
    void onlyContentionIsTriedAgain() throws Exception {
        Files.createSymbolicLink(path, directory.resolve("elsewhere"));
        assertThatThrownBy(() -> RetryPreset.doublingFromOneSecond().acquire(lock()))
                .isInstanceOf(LockUnsupportedException.class);
    }

    @Test
    void aFreeLockIsHadAtOnce() throws Exception {
        try (Hold hold = RetryPreset.eachFifthOfASecond().acquire(lock())) {
            assertThat(other.kernelLock(path).tryAcquire()).isNull();
        }
    }
}
