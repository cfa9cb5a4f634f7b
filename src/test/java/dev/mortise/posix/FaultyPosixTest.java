package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyPosixTest {

    private final Posix backend = Backends.best();
    private final Workspace here = Workspace.under(backend, System.getProperty("java.io.tmpdir", "/tmp"));
    private final RecordingPosix reached = RecordingPosix.over(backend);
    private final FaultyPosix sound = FaultyPosix.over(reached);

    @AfterEach
    void remove() {
        here.remove();
    }

    // ---- Refusals

    @Test
    void nthCallFailsOnceWithoutReachingTheKernel() {
        Posix posix = sound.failing(Call.FSYNC, 2, Errno.EIO);

        assertThat(IntStream.range(0, 4).map(i -> posix.fsync(here.dir()))).containsExactly(0, -Errno.EIO, 0, 0);
        assertThat(reached.calls(Call.FSYNC)).hasSize(3);
    }

    @Test
    void failureLastsFromTheNthCallOn() {
        Posix posix = sound.failingFrom(Call.FSYNC, 3, Errno.ENOSPC);

        assertThat(IntStream.range(0, 5).map(i -> posix.fsync(here.dir())))
                .containsExactly(0, 0, -Errno.ENOSPC, -Errno.ENOSPC, -Errno.ENOSPC);
        assertThat(reached.calls(Call.FSYNC)).hasSize(2);
    }

    @Test
    void kindThatAlwaysFailsNeverReachesTheKernel() {
        Posix posix = sound.failingAlways(Call.RENAMEAT2, Errno.ENOSYS);

        refused(Errno.ENOSYS, rename(posix));
        refused(Errno.ENOSYS, rename(posix));
        assertThat(reached.calls()).isEmpty();
    }

    @Test
    void kindsAreCountedApart() {
        Posix posix = sound.failing(Call.FSYNC, 2, Errno.EIO);

        must(posix.fsync(here.dir()));
        must(posix.fdatasync(here.create("f")));
        refused(Errno.EIO, posix.fsync(here.dir()));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallThatCanFailDoes(Call call) {
        Echo echo = new Echo();
        FaultyPosix none = FaultyPosix.over(echo.posix());
        if (!call.canFail()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> none.failing(call, 1, Errno.EIO))
                    .withMessage(call + " cannot fail");
            return;
        }

        assertThat(answerOf(echo, none.failing(call, 1, Errno.EIO), call)).isEqualTo((long) -Errno.EIO);
        assertThat(echo.arrivals()).hasSize(call == Call.CLOSE ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void everyCallWithoutAFaultIsForwarded(Call call) {
        Echo echo = new Echo();

        Echo.Arrival made = echo.call(FaultyPosix.over(echo.posix()), methodOf(call));

        assertThat(echo.arrivals()).extracting(Echo.Arrival::method).containsExactly(methodOf(call));
        assertThat(echo.arrivals().get(0).arguments()).isEqualTo(made.arguments());
        assertThat(made.answer()).isEqualTo(echo.arrivals().get(0).answer());
    }

    /** A lock that another description holds would block for ever. */
    @Test
    void refusalNeverBlocks() {
        TwoDescriptions two = TwoDescriptions.of(here);
        must(backend.flock(two.a(), Posix.LOCK_EX));
        Posix posix = sound.failing(Call.FLOCK, 1, Errno.EINTR);

        refused(Errno.EINTR, posix.flock(two.b(), Posix.LOCK_EX));
        must(backend.flock(two.a(), Posix.LOCK_UN));
        must(posix.flock(two.b(), Posix.LOCK_EX));
    }

    @Test
    void descriptorIsGoneThoughItsCloseFailed() {
        Posix posix = sound.failing(Call.CLOSE, 1, Errno.EIO);
        int fd = must(posix.openat(here.dir(), z("."), Posix.O_RDONLY | Posix.O_CLOEXEC, 0));

        refused(Errno.EIO, posix.close(fd));
        assertThat(reached.leftOpen()).isEmpty();
    }

    // ---- Lost answers

    @ParameterizedTest
    @EnumSource
    void everyCallWhoseAnswerIsLostReachesTheKernel(Call call) {
        if (call.canFail()) {
            Echo echo = new Echo();
            Posix posix = FaultyPosix.over(echo.posix()).losing(call, 1, Errno.EIO);

            assertThat(answerOf(echo, posix, call)).isEqualTo((long) -Errno.EIO);
            assertThat(echo.arrivals().get(0).method()).isEqualTo(methodOf(call));
        }
    }

    @Test
    void fileIsRenamedThoughTheAnswerWasLost() {
        here.file("old", "text");
        Posix posix = sound.losing(Call.RENAMEAT2, 1, Errno.EIO);

        refused(Errno.EIO, rename(posix));
        assertThat(here.has("old")).isFalse();
        assertThat(here.text("new")).isEqualTo("text");
        refused(Errno.ENOENT, rename(posix));
    }

    @Test
    void lockIsHeldThoughTheAnswerWasLost() {
        TwoDescriptions two = TwoDescriptions.of(here);
        Posix posix = sound.losing(Call.FLOCK, 1, Errno.EINTR);

        refused(Errno.EINTR, posix.flock(two.a(), Posix.LOCK_EX));
        refused(Errno.EAGAIN, posix.flock(two.b(), Posix.LOCK_EX | Posix.LOCK_NB));
    }

    @Test
    void fileExistsButNoDescriptorLeaksWhenItsOpeningWasLost() {
        Posix posix = sound.losing(Call.OPENAT, 1, Errno.EIO);
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;

        refused(Errno.EIO, posix.openat(here.dir(), z("f"), flags, 0600));
        refused(Errno.EEXIST, posix.openat(here.dir(), z("f"), flags, 0600));
        assertThat(reached.leftOpen()).isEmpty();
    }

    @Test
    void pipeThatWasLostLeavesNothingOpen() {
        Posix posix = sound.losing(Call.PIPE, 1, Errno.EMFILE).losing(Call.PIDFD_OPEN, 1, Errno.EMFILE);
        int[] ends = {-7, -7};

        refused(Errno.EMFILE, posix.pipe(ends));
        refused(Errno.EMFILE, posix.pidfdOpen(posix.getpid()));
        assertThat(ends).containsExactly(-7, -7);
        assertThat(reached.calls(Call.CLOSE)).hasSize(3);
        assertThat(reached.leftOpen()).isEmpty();
    }

    @Test
    void outParametersAreLeftAloneWhenTheAnswerWasLost() {
        int fd = here.create("f");
        here.fill(fd, "text");
        Posix posix = sound.losingFrom(Call.PREAD, 1, Errno.EIO).losingFrom(Call.FSTAT, 1, Errno.EIO);
        byte[] buffer = new byte[4];
        FileStat stat = new FileStat();

        refused(Errno.EIO, posix.pread(fd, buffer, 0, 4, 0));
        refused(Errno.EIO, posix.fstat(fd, stat));
        refused(Errno.EIO, posix.fstat(fd, stat));
        assertThat(buffer).containsOnly(0);
        assertThat(stat.inode()).isZero();
        assertThat(reached.calls()).hasSize(3);
    }

    // ---- Short transfers

    @Test
    void nthWriteIsShort() {
        int fd = here.create("f");
        Posix posix = sound.shortening(Call.PWRITE, 2, 3);
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);

        assertThat(posix.pwrite(fd, text, 0, 4, 0)).isEqualTo(4);
        assertThat(posix.pwrite(fd, text, 0, 4, 4)).isEqualTo(3);
        assertThat(posix.pwrite(fd, text, 3, 1, 7)).isEqualTo(1);
        assertThat(here.text("f")).isEqualTo("texttext");
    }

    @Test
    void readsStayShort() {
        here.file("f", "text");
        int fd = here.open("f", Posix.O_RDONLY);
        Posix posix = sound.shorteningFrom(Call.PREAD, 1, 3);
        byte[] buffer = new byte[4];

        assertThat(posix.pread(fd, buffer, 0, 4, 0)).isEqualTo(3);
        assertThat(posix.pread(fd, buffer, 0, 2, 0)).isEqualTo(2);
        assertThat(posix.pread(fd, buffer, 0, 4, 4)).as("the end of the file").isZero();
        assertThat(buffer).containsExactly('t', 'e', 'x', 0);
    }

    // ---- Several at once

    @Test
    void faultsOfOneCallAreCombined() {
        int fd = here.create("f");
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        Posix posix = sound.shortening(Call.PWRITE, 1, 3)
                .losing(Call.PWRITE, 1, Errno.EIO)
                .shortening(Call.PWRITE, 2, 1)
                .failing(Call.PWRITE, 2, Errno.ENOSPC)
                .failing(Call.PWRITE, 3, Errno.EINTR)
                .failingFrom(Call.PWRITE, 3, Errno.EROFS);

        refused(Errno.EIO, posix.pwrite(fd, text, 0, 4, 0));
        assertThat(here.text("f")).as("short, and lost").isEqualTo("tex");
        refused(Errno.ENOSPC, posix.pwrite(fd, text, 0, 4, 0));
        refused(Errno.EINTR, posix.pwrite(fd, text, 0, 4, 0));
        refused(Errno.EROFS, posix.pwrite(fd, text, 0, 4, 0));
        assertThat(reached.calls(Call.PWRITE)).as("a refusal comes first").hasSize(1);
    }

    @Test
    void planningLeavesTheFormerObjectAlone() {
        FaultyPosix once = sound.failing(Call.FSYNC, 1, Errno.EIO);
        FaultyPosix more = once.failing(Call.FSYNC, 2, Errno.EIO);

        must(sound.fsync(here.dir()));
        refused(Errno.EIO, once.fsync(here.dir()));
        must(once.fsync(here.dir()));
        refused(Errno.EIO, more.fsync(here.dir()));
        refused(Errno.EIO, more.fsync(here.dir()));
    }

    @Test
    void faultOverFaultSeesOnlyWhatReachesIt() {
        FaultyPosix inner = sound.failing(Call.FSYNC, 1, Errno.EIO);
        Posix outer = FaultyPosix.over(new ForwardingPosix(inner)).failing(Call.FSYNC, 1, Errno.EINTR);

        refused(Errno.EINTR, outer.fsync(here.dir()));
        refused(Errno.EIO, outer.fsync(here.dir()));
        must(outer.fsync(here.dir()));
    }

    @Test
    void oneOfManyThreadsMeetsTheFault() throws InterruptedException {
        Posix posix = sound.failing(Call.FCNTL_SET_FD, 500, Errno.EIO);
        AtomicInteger failures = new AtomicInteger();
        Runnable calls = () -> IntStream.range(0, 250).forEach(i -> {
            if (posix.fcntlSetFd(here.dir(), Posix.FD_CLOEXEC) == -Errno.EIO) {
                failures.incrementAndGet();
            }
        });
        List<Thread> threads = Stream.generate(() -> new Thread(calls)).limit(4).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).hasValue(1);
    }

    @Test
    void faultThatNeverCameIsNamed() {
        FaultyPosix posix = sound.failing(Call.FSYNC, 1, Errno.EIO)
                .losing(Call.FSYNC, 2, Errno.EINTR)
                .shorteningFrom(Call.PREAD, 1, 3);

        posix.fsync(here.dir());
        assertThat(posix.dormant())
                .containsExactly(
                        "fsync number 2 is done, but answers EINTR",
                        "pread from number 1 on transfers at most 3 bytes");
        posix.fsync(here.dir());
        posix.pread(here.create("f"), new byte[4], 0, 4, 0);
        assertThat(posix.dormant()).isEmpty();
    }

    @Test
    void planThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound.failing(Call.FSYNC, 0, Errno.EIO))
                .withMessage("calls are counted from 1, not from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound.failingAlways(Call.FSYNC, -Errno.EIO))
                .withMessage("no errno: -5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound.losing(Call.CHECKPOINT, 1, Errno.EIO))
                .withMessage("checkpoint cannot fail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound.shortening(Call.GETDENTS, 1, 1))
                .withMessage("getdents transfers no bytes; pread and pwrite do");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sound.shortening(Call.PREAD, 1, 0))
                .withMessage("a short transfer has at least one byte, not 0");
    }

    private int rename(Posix posix) {
        return posix.renameat2(here.dir(), z("old"), here.dir(), z("new"), 0);
    }

    private static long answerOf(Echo echo, Posix posix, Call call) {
        return echo.call(posix, methodOf(call)).answer() instanceof Number answer ? answer.longValue() : 0;
    }

    private static Method methodOf(Call call) {
        return Arrays.stream(Posix.class.getMethods())
                .filter(method -> method.getName().equals(call.method()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] z(String text) {
        return Workspace.terminated(text);
    }
}
