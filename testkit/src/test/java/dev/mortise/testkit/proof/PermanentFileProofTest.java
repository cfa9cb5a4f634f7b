package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.PermanentFile;
import dev.mortise.protocol.RangeProtocol;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.model.AskingPosix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11 for {@link PermanentFile}: what is refused, and that each call and each flag of its opening is needed. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PermanentFileProofTest {

    private static final byte[] OTHER = Name.of("other").terminated();
    private static final int SOMEBODY = 4711;

    // ---------------------------------------------------------------------------------------------------------------
    // What may lie there
    // ---------------------------------------------------------------------------------------------------------------

    /** What is found, what is to be made of it, and how. */
    private record Find(Start start, int result, Opening opening) {

        Scenario scenario() {
            return Scenario.cast("permanent-file", (index, rounds) -> this::open)
                    .processes(1)
                    .startingFrom(start)
                    .leaving("lock", "other");
        }

        private void open(Stage stage) {
            int opened = opening.open(new PermanentFile(stage.posix(), stage.directory(), stage.name()));
            stage.check(opened == result, "opened with " + opened + ", not " + result);
        }
    }

    @FunctionalInterface
    private interface Opening {
        int open(PermanentFile file);
    }

    static List<Scenario> finds() {
        List<Scenario> finds = new ArrayList<>();
        for (Opening opening : List.<Opening>of(PermanentFile::open, PermanentFile::openToRead)) {
            finds.add(new Find(twoNames(), PermanentFile.HARD_LINKED, opening).scenario());
            finds.add(new Find(somebodyElses(), PermanentFile.NOT_OURS, opening).scenario());
            finds.add(new Find(link(), -Errno.ELOOP, opening).scenario());
        }
        finds.add(new Find(directory(), -Errno.EISDIR, PermanentFile::open).scenario());
        finds.add(new Find(directory(), PermanentFile.NOT_REGULAR, PermanentFile::openToRead).scenario());
        finds.add(new Find(Start.absent(), -Errno.ENOENT, PermanentFile::openToRead).scenario());
        return finds;
    }

    private static Start start(String name, Consumer<Start.Disk> making) {
        return new Start(name, name, making);
    }

    private static Start twoNames() {
        return start("two-names", disk -> {
            disk.file(disk.name(), "");
            done(disk.posix().linkat(disk.directory(), disk.name().terminated(), disk.directory(), OTHER, 0));
        });
    }

    private static Start somebodyElses() {
        return start("somebody-elses", disk -> {
            int flags = Posix.O_RDWR | Posix.O_CREAT;
            int fd = done(disk.posix().openat(disk.directory(), disk.name().terminated(), flags, 0600));
            done(disk.posix().fchown(fd, SOMEBODY, SOMEBODY));
        });
    }

    private static Start link() {
        return start("link", disk -> {
            disk.file(Name.of("other"), "");
            AskingPosix posix = (AskingPosix) disk.posix();
            done(posix.symlinkat(OTHER, disk.directory(), disk.name().terminated()));
        });
    }

    private static Start directory() {
        return start(
                "directory",
                disk -> done(disk.posix().mkdirat(disk.directory(), disk.name().terminated(), 0700)));
    }

    private static int done(int result) {
        return KernelRefusedException.require("start", result);
    }

    @ParameterizedTest
    @MethodSource("finds")
    void whatIsNoLockFileOfOursIsRefusedAndClosed(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Every call
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void everyDroppedCallIsNoticed() {
        List<Scenario> scenarios = new ArrayList<>(finds());
        scenarios.add(FlockProofs.removed().processes(2).crashes(1));
        Mutants mutants = new Mutants(PermanentFile.class, scenarios);
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names()).containsExactlyInAnyOrder("inspected:close", "verify:statx");
        assertThat(mutants.survivors()).isEmpty();
    }

    /** They make a descriptor, or an answer that cannot be made up, and are dropped by answering that nothing is there. */
    @Test
    void bothOpeningsAreNeeded() {
        Scenario scenario = FlockProofs.exclusive().crashes(1);
        Figures.requireClean(scenario);
        assertThat(isBroken(scenario, posix -> new Opener(posix, Opener.FIRST, 0, true)))
                .as("the first one makes no difference here, but to a sticky directory")
                .isFalse();
        assertThat(isBroken(scenario, posix -> new Opener(posix, Opener.SECOND, 0, true)))
                .isTrue();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Every flag
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void everyFlagThatTheModelKnowsIsNeeded() {
        assertThat(isBroken(new Find(link(), -Errno.ELOOP, PermanentFile::open).scenario(), without(Posix.O_NOFOLLOW)))
                .isTrue();
        assertThat(isBroken(
                        new Find(link(), -Errno.ELOOP, PermanentFile::openToRead).scenario(),
                        without(Posix.O_NOFOLLOW)))
                .isTrue();
        assertThat(isBroken(FlockProofs.exclusive(), without(Posix.O_CREAT))).isTrue();
        assertThat(isBroken(RangeProofs.exclusive(), without(Posix.O_RDWR))).isTrue();
    }

    /** Nothing is executed in the model, and it has no FIFOs: the contract of the port and its backends' tests have both. */
    @Test
    void theFlagsForWhatTheModelHasNotMakeNoDifference() {
        assertThat(isBroken(FlockProofs.exclusive(), without(Posix.O_CLOEXEC))).isFalse();
        assertThat(isBroken(FlockProofs.exclusive(), without(Posix.O_NONBLOCK))).isFalse();
    }

    /** A lock that is shared needs no more than reading, and an exclusive range needs writing. */
    @Test
    void whatCanOnlyBeReadIsLockedSharedOnly() {
        Scenario scenario = Scenario.cast("range-read-only", (index, rounds) -> PermanentFileProofTest::readOnly)
                .startingFrom(Start.dead())
                .leaving("lock");
        Figures.requireClean(scenario);
    }

    private static void readOnly(Stage stage) {
        RangeProtocol lock = new RangeProtocol(stage.posix(), stage.directory(), stage.name(), 0, 1);
        int fd = KernelRefusedException.require("openToRead", lock.openToRead());
        stage.check(lock.tryEnter(fd, Mode.EXCLUSIVE) == -Errno.EBADF, "locked for writing what can only be read");
        KernelRefusedException.require("enter", lock.enter(fd, Mode.SHARED));
        stage.insideShared();
        KernelRefusedException.require("release", lock.release(fd));
    }

    private static java.util.function.UnaryOperator<Posix> without(int flag) {
        return posix -> new Opener(posix, Opener.BOTH, flag, false);
    }

    private static boolean isBroken(Scenario scenario, java.util.function.UnaryOperator<Posix> fault) {
        return scenario.through(fault).exhaust().violation() != null;
    }

    /** Opens without a flag, or not at all. */
    private static final class Opener extends ForwardingPosix {

        static final int FIRST = 1;
        static final int SECOND = 2;
        static final int BOTH = 3;

        private final int which;
        private final int without;
        private final boolean dropped;

        Opener(Posix posix, int which, int without, boolean dropped) {
            super(posix);
            this.which = which;
            this.without = without;
            this.dropped = dropped;
        }

        @Override
        public int openat(int dirfd, byte[] name, int flags, int mode) {
            int opening = (flags & O_CREAT) == 0 ? FIRST : SECOND;
            if ((which & opening) == 0) {
                return super.openat(dirfd, name, flags, mode);
            }
            return dropped ? -Errno.ENOENT : super.openat(dirfd, name, flags & ~without, mode);
        }
    }
}
