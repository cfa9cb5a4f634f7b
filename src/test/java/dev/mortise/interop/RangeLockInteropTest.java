package dev.mortise.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.Hold;
import dev.mortise.Mortise;
import dev.mortise.RangeLock;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Mode;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link RangeLock} and POSIX locks exclude each other, byte by byte; {@code flock} does not see them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RangeLockInteropTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long START = 100;
    private static final long LENGTH = 50;
    private static final long LAST = START + LENGTH - 1;

    @TempDir
    Path directory;

    private Path file;
    private RangeLock lock;

    @BeforeEach
    void describe() {
        file = directory.resolve("file");
        lock = Mortise.on(Backends.best()).rangeLock(file, START, LENGTH);
    }

    static Stream<Arguments> posixLocks() {
        return Stream.of(Peer.PYTHON_LOCKF, Peer.FILE_CHANNEL)
                .flatMap(peer -> Stream.of(Mode.values())
                        .flatMap(mine -> Stream.of(Mode.values()).map(theirs -> Arguments.of(peer, mine, theirs))));
    }

    private RangeLock lock(Mode mode) {
        return mode == Mode.SHARED ? lock.shared() : lock;
    }

    private static boolean together(Mode one, Mode other) {
        return one == Mode.SHARED && other == Mode.SHARED;
    }

    @ParameterizedTest
    @MethodSource("posixLocks")
    void whatWeHoldIsHeldForThem(Peer peer, Mode mine, Mode theirs) throws Exception {
        try (Hold hold = lock(mine).acquire()) {
            assertThat(peer.gets(file, theirs, LAST, 1)).isEqualTo(together(mine, theirs));
            assertThat(peer.gets(file, theirs, 0, START)).isTrue();
            hold.ensureHeld();
        }
    }

    @ParameterizedTest
    @MethodSource("posixLocks")
    void whatTheyHoldIsHeldForUs(Peer peer, Mode mine, Mode theirs) throws Exception {
        try (PeerProcess holder = peer.holding(file, theirs, LAST, 10)) {
            assertThat(isFree(lock(mine))).isEqualTo(together(mine, theirs));
            holder.assertStillWaiting();
        }
        try (PeerProcess neighbour = peer.holding(file, theirs, LAST + 1, 10)) {
            assertThat(isFree(lock(mine))).isTrue();
            neighbour.assertStillWaiting();
        }
        assertThat(isFree(lock(mine))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_LOCKF", "FILE_CHANNEL"})
    void theyWaitForUs(Peer peer) throws Exception {
        Hold hold = lock.acquire();
        try (PeerProcess waiter = peer.waiting(file, Mode.SHARED, 0, START + 1)) {
            waiter.assertStillWaiting();
            hold.close();
            waiter.expect("held");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_LOCKF", "FILE_CHANNEL"})
    void weWaitForThemUntilTheyLetGoOrAreKilled(Peer peer) throws Exception {
        PeerProcess holder = peer.holding(file, Mode.SHARED, 0, START + 1);
        CompletableFuture<Hold> coming = lock.acquireAsync(LONG);
        holder.assertStillWaiting();
        assertThat(coming).isNotDone();
        holder.letGo();
        coming.get(LONG.toSeconds(), TimeUnit.SECONDS).close();

        holder = peer.holding(file, Mode.EXCLUSIVE, 0, Long.MAX_VALUE);
        coming = lock.acquireAsync(LONG);
        holder.assertStillWaiting();
        assertThat(coming).isNotDone();
        holder.kill();
        coming.get(LONG.toSeconds(), TimeUnit.SECONDS).close();
    }

    /** What a POSIX lock would not survive in this very process. */
    @ParameterizedTest
    @EnumSource(names = {"PYTHON_LOCKF", "FILE_CHANNEL"})
    void closingAnotherDescriptorOfTheFileLosesNothing(Peer peer) throws Exception {
        try (Hold hold = lock.acquire()) {
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            assertThat(peer.gets(file, Mode.SHARED, START, LENGTH)).isFalse();
            hold.ensureHeld();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOCK_COMMAND", "PYTHON_FLOCK"})
    void flockAndOursDoNotSeeEachOther(Peer peer) throws Exception {
        try (Hold hold = lock.acquire()) {
            assertThat(peer.gets(file, Mode.EXCLUSIVE, 0, Long.MAX_VALUE)).isTrue();
            hold.ensureHeld();
        }
        try (PeerProcess holder = peer.holding(file, Mode.EXCLUSIVE, 0, Long.MAX_VALUE)) {
            assertThat(isFree(lock)).isTrue();
            holder.assertStillWaiting();
        }
    }

    private static boolean isFree(RangeLock lock) throws Exception {
        try (Hold hold = lock.tryAcquire()) {
            return hold != null;
        }
    }
}
