package dev.mortise.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** S3.10: {@link KernelLock} and every other {@code flock} exclude each other, and POSIX locks do not see them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelLockInteropTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private Path file;
    private KernelLock lock;

    @BeforeEach
    void describe() {
        file = directory.resolve("lock");
        lock = Mortise.on(Backends.best()).kernelLock(file);
    }

    static Stream<Arguments> flocks() {
        return Stream.of(Peer.FLOCK_COMMAND, Peer.PYTHON_FLOCK)
                .flatMap(peer -> Stream.of(Mode.values())
                        .flatMap(mine -> Stream.of(Mode.values()).map(theirs -> Arguments.of(peer, mine, theirs))));
    }

    private KernelLock lock(Mode mode) {
        return mode == Mode.SHARED ? lock.shared() : lock;
    }

    private static boolean together(Mode one, Mode other) {
        return one == Mode.SHARED && other == Mode.SHARED;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // flock
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("flocks")
    void s3x10WhatWeHoldIsHeldForThem(Peer peer, Mode mine, Mode theirs) throws Exception {
        try (Hold hold = lock(mine).acquire()) {
            assertThat(peer.gets(file, theirs, 0, ALL)).isEqualTo(together(mine, theirs));
            hold.ensureHeld();
        }
        assertThat(peer.gets(file, theirs, 0, ALL)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("flocks")
    void s3x10WhatTheyHoldIsHeldForUs(Peer peer, Mode mine, Mode theirs) throws Exception {
        try (PeerProcess holder = peer.holding(file, theirs, 0, ALL)) {
            assertThat(isFree(mine)).isEqualTo(together(mine, theirs));
            holder.assertStillWaiting();
        }
        assertThat(isFree(mine)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOCK_COMMAND", "PYTHON_FLOCK"})
    void s3x10TheyWaitForUs(Peer peer) throws Exception {
        for (Mode theirs : Mode.values()) {
            Hold hold = lock.acquire();
            try (PeerProcess waiter = peer.waiting(file, theirs, 0, ALL)) {
                waiter.assertStillWaiting();
                hold.close();
                waiter.expect("held");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOCK_COMMAND", "PYTHON_FLOCK"})
    void s3x10WeWaitForThemUntilTheyLetGoOrAreKilled(Peer peer) throws Exception {
        for (Mode mine : Mode.values()) {
            PeerProcess holder = peer.holding(file, Mode.EXCLUSIVE, 0, ALL);
            CompletableFuture<Hold> coming = lock(mine).acquireAsync(LONG);
            assertStillWaiting(coming);
            holder.letGo();
            coming.get(LONG.toSeconds(), TimeUnit.SECONDS).close();

            holder = peer.holding(file, Mode.EXCLUSIVE, 0, ALL);
            coming = lock(mine).acquireAsync(LONG);
            assertStillWaiting(coming);
            holder.kill();
            coming.get(LONG.toSeconds(), TimeUnit.SECONDS).close();
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Others
    // ---------------------------------------------------------------------------------------------------------------

    /** As documented: on local file systems the kernel keeps the two kinds apart. */
    @ParameterizedTest
    @EnumSource(names = {"PYTHON_LOCKF", "FILE_CHANNEL"})
    void posixLocksAndOursDoNotSeeEachOther(Peer peer) throws Exception {
        try (Hold hold = lock.acquire()) {
            assertThat(peer.gets(file, Mode.EXCLUSIVE, 0, 100)).isTrue();
            hold.ensureHeld();
        }
        try (PeerProcess holder = peer.holding(file, Mode.EXCLUSIVE, 0, 100)) {
            assertThat(isFree(Mode.EXCLUSIVE)).isTrue();
            holder.assertStillWaiting();
        }
    }

    /** The gate's byte is theirs as well: whoever has it shuts nobody out. */
    @ParameterizedTest
    @EnumSource(names = {"PYTHON_LOCKF", "FILE_CHANNEL"})
    void posixLockOnTheWholeFileIsNoGate(Peer peer) throws Exception {
        try (PeerProcess stranger = peer.holding(file, Mode.EXCLUSIVE, 0, ALL);
                PeerProcess holder = Peer.FLOCK_COMMAND.holding(file, Mode.EXCLUSIVE, 0, ALL)) {
            CompletableFuture<Hold> coming = lock.acquireAsync(LONG);
            assertStillWaiting(coming);
            holder.letGo();
            coming.get(LONG.toSeconds(), TimeUnit.SECONDS).close();
            stranger.assertStillWaiting();
        }
    }

    private boolean isFree(Mode mode) throws Exception {
        try (Hold hold = lock(mode).tryAcquire()) {
            return hold != null;
        }
    }

    private static void assertStillWaiting(CompletableFuture<Hold> coming) {
        assertThat(coming).isNotDone();
        try {
            coming.get(SHORT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillWaiting) {
            return;
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was let in");
    }
}
