package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Results.must;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecordingPosixTest {

    private final Posix backend = Backends.best();
    private final Workspace here = Workspace.under(backend, System.getProperty("java.io.tmpdir", "/tmp"));
    private final RecordingPosix posix = RecordingPosix.over(backend);

    @AfterEach
    void remove() {
        here.remove();
    }

    static Stream<Method> calls() {
        return Arrays.stream(Posix.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallIsForwardedAndRecordedOnce(Method call) {
        Echo echo = new Echo();
        RecordingPosix recording = RecordingPosix.over(echo.posix());

        Echo.Arrival made = echo.call(recording, call);

        assertThat(echo.arrivals()).extracting(Echo.Arrival::method).containsExactly(call);
        assertThat(made.answer()).isEqualTo(echo.arrivals().get(0).answer());
        RecordedCall recorded = recording.calls().get(0);
        assertThat(recording.calls()).hasSize(1);
        assertThat(recorded.call().method()).isEqualTo(call.getName());
        assertThat(recorded.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(recorded.call().parameters())
                .allSatisfy(parameter -> assertThat(recorded.text(parameter)).isNotNull());
    }

    @Test
    void argumentsAndResultAreReadable() {
        int fd = must(posix.openat(here.dir(), Workspace.terminated("f"), Posix.O_RDWR | Posix.O_CREAT, 0600));
        posix.fsync(-1);
        posix.close(fd);

        assertThat(posix.calls())
                .extracting(RecordedCall::toString)
                .containsExactly(
                        "openat(dirfd=" + here.dir() + ", name=\"f\", flags=0102, mode=0600) = " + fd,
                        "fsync(fd=-1) = -EBADF",
                        "close(fd=" + fd + ") = 0");
    }

    @Test
    void nameThatIsNoTextIsEscaped() {
        posix.unlinkat(here.dir(), new byte[] {(byte) 0xff, '\n', 0}, 0);

        RecordedCall unlink = posix.calls().get(0);
        assertThat(unlink.text("name")).isEqualTo("\\xff\\x0a");
        assertThat(unlink.failed()).isTrue();
        assertThat(unlink.result()).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void recordKeepsWhatTheBufferHeldAtTheCall() {
        int fd = here.create("f");
        byte[] buffer = bytes("-text-");
        posix.pwrite(fd, buffer, 1, 4, 0);
        Arrays.fill(buffer, (byte) 'x');
        posix.pread(fd, buffer, 2, 3, 0);
        Arrays.fill(buffer, (byte) 'x');

        assertThat(posix.calls(Call.PWRITE).get(0).bytes("buffer")).isEqualTo(bytes("text"));
        assertThat(posix.calls(Call.PREAD).get(0).bytes("buffer")).isEqualTo(bytes("tex"));
        assertThat(posix.calls(Call.PREAD).get(0).text("buffer")).isEqualTo("tex");
    }

    @Test
    void recordIsNotChangedByItsReader() {
        int fd = here.create("f");
        posix.pwrite(fd, bytes("text"), 0, 4, 0);

        posix.calls().get(0).bytes("buffer")[0] = 'x';

        assertThat(posix.calls().get(0).text("buffer")).isEqualTo("text");
    }

    @Test
    void outParameterIsWhatItWasFilledWith() {
        FileStat stat = new FileStat();
        must(posix.fstat(here.dir(), stat));
        String described = stat.toString();
        must(posix.fstat(here.create("f"), stat));
        posix.fstat(-1, stat);

        List<RecordedCall> calls = posix.calls(Call.FSTAT);
        assertThat(calls.get(0).text("out")).isEqualTo(described).startsWith("directory");
        assertThat(calls.get(2).text("out")).isEmpty();
    }

    @Test
    void callThatThrewIsNotRecorded() {
        assertThatIllegalArgumentException().isThrownBy(() -> posix.unlinkat(AT_FDCWD, bytes("no NUL"), 0));

        assertThat(posix.calls()).isEmpty();
    }

    @Test
    void argumentsAreAskedForByTheRightNameAndKind() {
        posix.fsync(-1);
        RecordedCall fsync = posix.calls().get(0);

        assertThat(fsync.number("fd")).isEqualTo(-1);
        assertThat(fsync.has("fd", -1)).isTrue();
        assertThat(fsync.has("fd", 1)).isFalse();
        assertThat(fsync.has("name", -1)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fsync.number("name"))
                .withMessage("fsync has no 'name', only [fd]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fsync.bytes("fd"))
                .withMessage("'fd' of fsync is no buffer");
    }

    @Test
    void descriptorsAreAccountedFor() {
        int fd = must(posix.openat(here.dir(), Workspace.terminated("f"), Posix.O_RDWR | Posix.O_CREAT, 0600));
        int[] ends = new int[2];
        must(posix.pipe(ends));
        int process = must(posix.pidfdOpen(posix.getpid()));
        posix.openat(here.dir(), Workspace.terminated("absent"), Posix.O_RDONLY, 0);
        assertThat(posix.leftOpen()).containsExactly(fd, ends[0], ends[1], process);

        IntStream.of(fd, ends[1], ends[0]).forEach(posix::close);
        assertThat(posix.leftOpen()).containsExactly(process);

        posix.close(process);
        assertThat(posix.leftOpen()).isEmpty();
    }

    @Test
    void lifeOfADescriptorEndsWithItsClose() {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int first = must(posix.openat(here.dir(), Workspace.terminated("."), flags, 0));
        posix.fsync(first);
        posix.fsync(here.dir());
        posix.unlinkat(first, Workspace.terminated("absent"), 0);
        posix.close(first);
        int reused = must(posix.openat(here.dir(), Workspace.terminated("."), flags, 0));
        posix.flock(reused, Posix.LOCK_SH);
        posix.close(reused);

        RecordedCall opening = posix.calls(Call.OPENAT).get(0);
        assertThat(posix.lifeOf(opening))
                .extracting(RecordedCall::call)
                .containsExactly(Call.OPENAT, Call.FSYNC, Call.UNLINKAT, Call.CLOSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posix.lifeOf(posix.calls(Call.FLOCK).get(0)));
    }

    /** A lock is won after it was let go, but the winner's call began before: completion tells the story. */
    @Test
    void callsStandInTheOrderInWhichTheyWereOver() {
        TwoDescriptions two = TwoDescriptions.of(here);
        must(posix.flock(two.a(), Posix.LOCK_EX));
        Blocked waiter = Blocked.in(posix, p -> p.flock(two.b(), Posix.LOCK_EX)).assertStillBlocked();
        assertThat(posix.calls(Call.FLOCK)).hasSize(1);
        must(posix.ftruncate(two.a(), 1));
        must(posix.flock(two.a(), Posix.LOCK_UN));
        must(waiter.result());

        RecordedCall taken = posix.calls(Call.FLOCK).get(0);
        RecordedCall cut = posix.calls(Call.FTRUNCATE).get(0);
        RecordedCall won = posix.calls(Call.FLOCK).stream()
                .filter(call -> call.has("fd", two.b()))
                .findFirst()
                .orElseThrow();
        assertThat(won.thread()).isEqualTo("blocked");
        assertThat(posix.calls()).containsSubsequence(taken, cut, won);
        assertThat(taken.precedes(won)).isTrue();
        assertThat(cut.precedes(won)).as("they overlapped").isFalse();
        assertThat(won.precedes(cut)).isFalse();
    }

    @Test
    void noCallOfManyThreadsIsLost() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number ->
                        new Thread(() -> IntStream.range(0, 1000).forEach(i -> posix.getpid()), "t" + number))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        for (Thread thread : threads) {
            List<RecordedCall> own = posix.calls().stream()
                    .filter(call -> call.thread().equals(thread.getName()))
                    .toList();
            assertThat(own).hasSize(1000);
            assertThat(IntStream.range(1, own.size()))
                    .allMatch(i -> own.get(i - 1).precedes(own.get(i)));
        }
    }

    @Test
    void placeDecidesWhatIsRecorded() {
        RecordingPosix reached = RecordingPosix.over(backend);
        RecordingPosix told = RecordingPosix.over(FaultyPosix.over(reached).failing(Call.FSYNC, 1, Errno.EIO));

        told.fsync(here.dir());
        told.fsync(here.dir());

        assertThat(told.calls()).extracting(RecordedCall::result).containsExactly((long) -Errno.EIO, 0L);
        assertThat(reached.calls()).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
