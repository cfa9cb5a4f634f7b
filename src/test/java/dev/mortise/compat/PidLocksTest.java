package dev.mortise.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.LockTimeoutException;
import dev.mortise.LockUnsupportedException;
import dev.mortise.Mortise;
import dev.mortise.posix.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@SuppressWarnings("try") // what is held is not used
class PidLocksTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    /** No process has a greater one. */
    private static final String DEAD = "99999999";

    @TempDir
    Path directory;

    private Mortise mortise;
    private Mortise other;
    private PidLocks mine;
    private PidLocks theirs;

    @BeforeEach
    void open() throws IOException {
        mortise = Mortise.on(TestBackend.best());
        other = Mortise.on(TestBackend.best());
        mine = PidLocks.in(mortise, directory.resolve("locks"));
        theirs = PidLocks.in(other, directory.resolve("locks"));
    }

    @AfterEach
    void close() {
        mine.close();
        theirs.close();
        mortise.close();
        other.close();
    }

    private Path file(String name) {
        return directory.resolve("locks").resolve(name + ".lock");
    }

    private String self() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    @Test
    @DisplayName("S1.8: NAME.lock has the holder's pid, decimal, while it is held; the directory is made")
    void theFileHasThePidWhileItIsHeld() throws Exception {
        try (PidLock lock = mine.acquire("checkpoint")) {
            assertThat(file("checkpoint")).hasContent(self());
            assertThat(theirs.tryAcquire("checkpoint")).isNull();
            assertThatThrownBy(() -> theirs.acquire("checkpoint", SHORT))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage("Could not acquire lock on " + file("checkpoint") + " within 0.1s");
        }
        assertThat(file("checkpoint")).isEmptyFile();
        theirs.acquire("checkpoint").close();
    }

    @Test
    @DisplayName("S1.8, S1.15: a thread that has it has it again, by count, and another thread does not")
    void aThreadMayAcquireItAgain() throws Exception {
        PidLock first = mine.acquire("nested");
        PidLock second = mine.acquire("nested");
        PidLock third = mine.tryAcquire("nested");
        assertThat(inAnotherThread("nested")).isFalse();
        first.close();
        first.close();
        Objects.requireNonNull(third).close();
        assertThat(inAnotherThread("nested")).isFalse();
        second.close();
        assertThat(inAnotherThread("nested")).isTrue();
    }

    private boolean inAnotherThread(String name) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try (PidLock lock = mine.tryAcquire(name)) {
                        return lock != null;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("S1.8: at the end all are released")
    void closingReleasesAll() throws Exception {
        mine.acquire("a");
        mine.acquire("b");
        mine.acquire("b");
        mine.close();
        assertThat(file("b")).isEmptyFile();
        theirs.acquire("a", SHORT).close();
        theirs.acquire("b", SHORT).close();
    }

    @Test
    @DisplayName("S1.9, S1.15: the pid of a dead process keeps nobody out, and a live pid in a free file neither")
    void whatIsLeftKeepsNobodyOut() throws Exception {
        Files.writeString(file("stale"), DEAD);
        Files.writeString(file("live"), self() + "\n");
        try (PidLock stale = mine.acquire("stale", SHORT);
                PidLock live = mine.acquire("live", SHORT)) {
            assertThat(file("stale")).hasContent(self());
            assertThat(file("live")).hasContent(self());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a pid",
                "12a",
                "-1",
                "0",
                "123456789012345678901234567890",
                "7                              precious",
                "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nprecious"
            })
    @DisplayName("S1.9: content that is no pid is left alone, and the lock is had all the same")
    void foreignContentIsLeftAlone(String content) throws Exception {
        Files.writeString(file("foreign"), content);
        try (PidLock lock = mine.acquire("foreign")) {
            assertThat(file("foreign")).hasContent(content);
            assertThat(theirs.tryAcquire("foreign")).isNull();
        }
        assertThat(file("foreign")).hasContent(content);
        assertThat(mine.health().message()).isEqualTo("No locks present");
    }

    @Test
    @DisplayName(
            "S1.9: a symbolic link is refused, also one that leads out of the directory, and what it means is not touched")
    void aSymbolicLinkIsRefused() throws Exception {
        Path outside = Files.writeString(directory.resolve("precious"), DEAD);
        Files.createSymbolicLink(file("link"), outside);
        assertThatThrownBy(() -> mine.acquire("link")).isInstanceOf(LockUnsupportedException.class);
        assertThat(outside).hasContent(DEAD);
        assertThat(mine.health().stale()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../precious", "a/b", "/tmp/x", "a\0b", "a\u001b[31m"})
    @DisplayName("S1.9: a name that leads out of the directory is refused")
    void aNameThatLeadsOutIsRefused(String name) {
        assertThatThrownBy(() -> mine.acquire(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no name of a lock");
        assertThat(directory.resolve("precious.lock")).doesNotExist();
    }

    @Test
    @DisplayName("S1.9: a lock file that is removed meanwhile is made again, within 100 ms")
    void aLockFileThatVanishesIsMadeAgain() throws Exception {
        mine.acquire("gone").close();
        Files.delete(file("gone"));
        while (!Files.exists(file("gone"))) {
            assertThat(Thread.interrupted()).as("too late").isFalse();
            mine.acquire("gone").close();
        }
        try (PidLock lock = mine.acquire("gone")) {
            assertThat(file("gone")).hasContent(self());
        }
    }

    @Test
    @DisplayName("S1.14: health names what a dead process left, and says in the old words how things are")
    void healthSaysHowThingsAre() throws Exception {
        assertThat(mine.health().message()).isEqualTo("No locks present");
        try (PidLock lock = mine.acquire("used")) {
            assertThat(theirs.health()).isEqualTo(new LockHealth(List.of("used.lock"), List.of()));
            assertThat(theirs.health().message()).isEqualTo("No stale locks");
            assertThat(theirs.health().isGood()).isTrue();
            Files.writeString(file("b"), DEAD);
            Files.writeString(file("a"), DEAD);
            assertThat(theirs.health().message()).isEqualTo("Found 2 stale lock(s): a.lock, b.lock");
            assertThat(theirs.health().isGood()).isFalse();
        }
        theirs.acquire("a").close();
        assertThat(mine.health().stale()).containsExactly("b.lock");
    }

    @Test
    void timeoutsAreAsOtherMethodsTakeThem() throws Exception {
        mine.acquire("x", ChronoUnit.FOREVER.getDuration()).close();
        try (PidLock held = mine.acquire("x")) {
            assertThatThrownBy(() -> mine.acquire("x", Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not negative");
        }
    }

    @Test
    void whatIsNoDirectoryIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> PidLocks.in(mortise, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ENOTDIR");
    }

    @Test
    void whatIsClosedAcquiresNothing() throws Exception {
        mine.close();
        assertThatThrownBy(() -> mine.acquire("x")).isInstanceOf(IllegalStateException.class);
        theirs.acquire("x", SHORT).close();
    }

    @Test
    void whereLockingIsOffNothingIsWritten() throws Exception {
        try (Mortise off = Mortise.withoutLocking()) {
            PidLocks locks = PidLocks.in(off, directory.resolve("off"));
            locks.acquire("x").close();
            assertThat(locks.health().message()).isEqualTo("No locks present");
        }
        assertThat(directory.resolve("off")).doesNotExist();
    }
}
