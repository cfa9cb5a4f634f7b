package dev.mortise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Call;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FaultyPosix;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
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

@Timeout(120)
@SuppressWarnings("try") // what is held is not used
class FencedLockTest {

    @TempDir
    Path directory;

    private Mortise mortise;
    private Mortise other;
    private Path path;
    private Path numbers;

    @BeforeEach
    void open() {
        mortise = Mortise.on(TestBackend.best());
        other = Mortise.on(TestBackend.best());
        path = directory.resolve("lock");
        numbers = directory.resolve("lock.gen");
    }

    @AfterEach
    void close() {
        mortise.close();
        other.close();
    }

    private static long draw(Mortise by, Path path) throws Exception {
        try (Hold hold = by.kernelLock(path).fenced().acquire()) {
            return hold.generation();
        }
    }

    @Test
    void numbersGrowWhoeverDrawsThem() throws Exception {
        long last = 0;
        for (int i = 0; i < 100; i++) {
            long next = draw(i % 3 == 0 ? other : mortise, path);
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        assertThat(numbers).hasSize(128);
    }

    @Test
    @DisplayName("numbers grow also when their file is removed or replaced by an older one's hole")
    void numbersGrowThoughTheFileIsRemoved() throws Exception {
        long before = draw(mortise, path);
        long second = before >> Integer.SIZE;
        while (java.time.Instant.now().getEpochSecond() - 1_704_067_200 <= second) {
            Thread.onSpinWait();
        }
        Files.delete(numbers);
        assertThat(draw(mortise, path)).isGreaterThan(before);
    }

    @Test
    void anUnfencedHoldHasNone() throws Exception {
        try (Hold hold = mortise.kernelLock(path).acquire()) {
            assertThatThrownBy(hold::generation)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fenced()");
        }
        try (Hold hold = mortise.kernelLock(path).fenced().shared().acquire()) {
            assertThatThrownBy(hold::generation).hasMessageContaining("exclusively");
        }
        assertThat(numbers).doesNotExist();
    }

    @Test
    @DisplayName("a corrupt counter is refused, and the lock is not kept")
    void corruptCounterIsRefused() throws Exception {
        Files.writeString(numbers, "12345");
        assertThatThrownBy(() -> draw(mortise, path))
                .isInstanceOf(LockException.class)
                .hasMessageContainingAll("lock.gen", "torn or were changed");
        assertThat(numbers).hasContent("12345");
        other.kernelLock(path).acquire(Duration.ofSeconds(20)).close();
    }

    /** What may lie at the counter's name instead of it. */
    enum InItsPlace {
        DIRECTORY {
            @Override
            void make(Path numbers) throws IOException {
                Files.createDirectory(numbers);
            }
        },
        LINK {
            @Override
            void make(Path numbers) throws IOException {
                Files.createSymbolicLink(numbers, Files.writeString(numbers.resolveSibling("victim"), "precious"));
            }
        },
        SECOND_NAME {
            @Override
            void make(Path numbers) throws IOException {
                Files.createLink(numbers, Files.writeString(numbers.resolveSibling("victim"), "precious"));
            }
        };

        abstract void make(Path numbers) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is no file of ours in the counter's place is refused, and neither changed nor followed")
    void whatIsNoCounterIsRefused(InItsPlace thing) throws Exception {
        thing.make(numbers);
        assertThatThrownBy(() -> draw(mortise, path))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("lock.gen");
        Path victim = directory.resolve("victim");
        assertThat(Files.notExists(victim) || Files.readString(victim).equals("precious"))
                .isTrue();
        other.kernelLock(path).acquire(Duration.ofSeconds(20)).close();
    }

    @Test
    @DisplayName(
            "a counter that cannot be written or forced is refused, the lock is not kept, and the next draw may succeed")
    void aCounterThatCannotBeWrittenIsRefused() throws Exception {
        long before = draw(other, path);
        FaultyPosix readOnly = FaultyPosix.over(TestBackend.best()).failing(Call.PWRITE, 1, Errno.EROFS);
        FaultyPosix failing = FaultyPosix.over(TestBackend.best()).failing(Call.FSYNC, 1, Errno.EIO);
        Path fresh = directory.resolve("fresh");
        try (Mortise one = Mortise.on(readOnly);
                Mortise two = Mortise.on(failing)) {
            assertThatThrownBy(() -> draw(one, path)).hasMessageContainingAll("lock.gen", "EROFS");
            assertThat(draw(one, path)).isGreaterThan(before);
            assertThatThrownBy(() -> draw(two, fresh)).hasMessageContainingAll("fresh.gen", "EIO");
            assertThat(draw(two, fresh)).isPositive();
        }
        other.kernelLock(path).acquire(Duration.ofSeconds(20)).close();
    }

    @Test
    void aCounterInMemoryIsRefused() throws Exception {
        Path memory = Path.of("/dev/shm");
        if (!FileSystemKind.nameOf(TestBackend.best(), memory).equals("tmpfs")) {
            return;
        }
        Path folder = Files.createTempDirectory(memory, "mortise");
        try {
            assertThatThrownBy(() -> draw(mortise, folder.resolve("lock")))
                    .isInstanceOf(LockUnsupportedException.class)
                    .hasMessageContainingAll("tmpfs", "leave out fenced()");
        } finally {
            mortise.close();
            Files.deleteIfExists(folder.resolve("lock"));
            Files.delete(folder);
        }
    }
}
