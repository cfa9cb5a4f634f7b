package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.Mortise;
import dev.mortise.ProcessLock;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.specimen.CheckThenCreate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real storms, short ones; and planted faults, so that a clean one means something. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StormTest {

    @TempDir
    Path directory;

    /** Locks nothing. */
    public static final class NoLock implements Contended, Contended.Opener {

        public NoLock() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return this;
        }

        @Override
        public void acquire() {}

        @Override
        public void release() {}
    }

    /** {@code KernelLock} with locking switched off. */
    public static final class LockingIsOff implements LockMaker {

        public LockingIsOff() {}

        @Override
        public ProcessLock make(Mortise mortise, Path file, Mode mode) {
            return new KernelLocks().make(Mortise.withoutLocking(), file, mode);
        }
    }

    /** Lets nobody in. */
    public static final class Wedged implements Contended.Opener {

        public Wedged() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            return new Contended() {
                @Override
                public void acquire() {
                    while (true) {
                        posix.sleep(Duration.ofHours(1).toNanos());
                    }
                }

                @Override
                public void release() {}
            };
        }
    }

    /** Is refused by the kernel. */
    public static final class Refused implements Contended.Opener {

        public Refused() {}

        @Override
        public Contended open(Posix posix, int directory, Name name) {
            KernelRefusedException.require("flock", posix.flock(-1, Posix.LOCK_EX));
            throw new AssertionError("descriptor -1 was locked");
        }
    }

    @AfterEach
    void nothingIsLeftOver() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).isEmpty();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void flockExcludesUnderKills() throws Exception {
        StormResult result = run(plan(Flock.Opener.class).killing(4, 1));
        assertThat(result.isClean()).as("%s", result).isTrue();
        assertThat(result.kills()).isPositive();
        assertThat(result.perProcess()).hasSize(3).allMatch(acquisitions -> acquisitions > 0);
        assertThat(result.jainIndex()).isBetween(1.0 / 3, 1.0);
    }

    static Stream<Arguments> shipped() {
        return Stream.of(
                Arguments.of(KernelLocks.class, 0),
                Arguments.of(KernelLocks.class, 2),
                Arguments.of(RangeLocks.class, 0),
                Arguments.of(RangeLocks.class, 2));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatShipsExcludesUnderKillsAndPauses(Class<? extends LockMaker> lock, int cPeers) throws Exception {
        assumeTrue(cPeers == 0 || StormPlan.isTwinBuilt(), "C twin left out: built without gcc");
        StormResult result = run(StormPlan.ofThreads(lock, "ffm")
                .in(directory)
                .with(new StormPlan.Crew(3 + cPeers, cPeers, 3))
                .lasting(Duration.ofSeconds(3))
                .in(new StormPlan.Weather(1, 2, 1)));
        assertThat(result.isClean()).as("%s", result).isTrue();
        assertThat(result.kills()).isPositive();
        assertThat(result.pauses()).isPositive();
        assertThat(result.sharedHolds()).isPositive();
        assertThat(result.givenUp()).isPositive();
        assertThat(result.perProcess()).hasSize(3 + cPeers);
        assertThat(result.perProcess().subList(0, 3)).anyMatch(acquisitions -> acquisitions > 0);
        assertThat(result.perProcess().subList(3, 3 + cPeers)).allMatch(acquisitions -> acquisitions > 0);
    }

    @Test
    void threadsThatNothingExcludesAreCaught() throws Exception {
        StormResult result = run(StormPlan.ofThreads(LockingIsOff.class, "ffm")
                .in(directory)
                .with(new StormPlan.Crew(2, 0, 3))
                .lasting(Duration.ofSeconds(5))
                .asControl());
        assertThat(result.overlaps()).isPositive();
        assertThat(result.lostUpdates()).isPositive();
    }

    @Test
    void checkThenCreateIsCaught() throws Exception {
        StormResult result = run(plan(CheckThenCreate.Opener.class)
                .lasting(Duration.ofSeconds(5))
                .asControl());
        assertThat(result.isBroken()).as("%s", result).isTrue();
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void lockThatLocksNothingIsCaught() throws Exception {
        StormResult result =
                run(plan(NoLock.class).lasting(Duration.ofSeconds(5)).asControl());
        assertThat(result.overlaps()).isPositive();
        assertThat(result.lostUpdates()).isPositive();
        assertThat(result.firstOverlapAt()).isLessThan(5);
    }

    @Test
    void wedgeEndsTheStormAndShowsWhereTheThreadsStand() throws Exception {
        StormResult result =
                run(plan(Wedged.class).lasting(Duration.ofSeconds(60)).wedgedAfter(Duration.ofMillis(500)));
        assertThat(result.wedges()).isEqualTo(1);
        assertThat(result.isClean()).isFalse();
        assertThat(result.seconds()).isLessThan(30);
        assertThat(result.report()).anyMatch(line -> line.contains("syscall")).anyMatch(line -> line.contains("wedge"));
    }

    /** Each victim is replaced long before the storm would call it a wedge. */
    @Test
    void wedgeIsSeenAlthoughTheStormGoesOnKilling() throws Exception {
        StormResult result = run(plan(Wedged.class)
                .lasting(Duration.ofSeconds(40))
                .in(new StormPlan.Weather(1, 1, 1))
                .wedgedAfter(Duration.ofMillis(2500)));
        assertThat(result.wedges()).as("%s", result).isEqualTo(1);
        assertThat(result.kills()).isPositive();
    }

    @Test
    void planThatCannotBeCarriedOutIsRefused() {
        StormPlan plan = plan(Flock.Opener.class);
        assertThatThrownBy(() -> plan.with(new StormPlan.Crew(3, 0, 2)))
                .hasMessageContaining("a lock for one thread of each process, not 2");
        assertThatThrownBy(() -> plan.with(new StormPlan.Crew(3, 1, 1))).hasMessageContaining("the C twin has no lock");
        assertThatThrownBy(() -> new StormPlan.Crew(3, 3, 1)).hasMessageContaining("0 to 2 can be in C, not 3");
        assertThatThrownBy(() -> new StormPlan.Weather(1, Double.NaN, 1)).hasMessageContaining("pauses per second");
    }

    @Test
    void contenderThatFailsIsReportedWithItsWords() throws Exception {
        StormResult result = run(plan(Refused.class));
        assertThat(result.isClean()).isFalse();
        assertThat(result.failures()).isNotEmpty();
        assertThat(result.failures().get(0).exitStatus()).isEqualTo(71);
        assertThat(result.failures().get(0).message()).contains("flock: EBADF");
    }

    private static StormResult run(StormPlan plan) throws IOException, InterruptedException {
        return new Storm(plan).run(StormListener.NONE);
    }

    private StormPlan plan(Class<? extends Contended.Opener> lock) {
        return StormPlan.of(lock, "ffm")
                .in(directory)
                .withProcesses(3)
                .lasting(Duration.ofSeconds(2))
                .killing(0, 1);
    }
}
