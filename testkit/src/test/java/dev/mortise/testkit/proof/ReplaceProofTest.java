package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Violation;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Durable replacement: whoever is killed and whenever the power is cut, old or new, and what was said to be on the disk is there. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplaceProofTest {

    private static Scenario cut(int processes, int cuts) {
        return ReplaceProofs.replacing().processes(processes).powerCuts(cuts, ReplaceProofs.afterwards());
    }

    @Test
    void oldOrNewWhoeverIsKilledAndWheneverThePowerIsCut() {
        Figures.requireClean(cut(2, 1).crashes(2));
        Figures.requireClean(cut(2, 1).journaled());
    }

    @Test
    @DisplayName("what is done after a power cut is itself cut")
    void whatIsDoneAfterwardsIsCutAsWell() {
        Figures.requireClean(cut(1, 2).rounds(2));
    }

    @Test
    void contentsThatAreNotForcedAreFoundToBeTorn() {
        assertThat(Figures.broken(cut(1, 1).through(posix -> forcing(posix, false, true))))
                .isEqualTo(Oracle.CHECK);
        assertThat(Figures.broken(cut(1, 1).journaled().through(posix -> forcing(posix, false, true))))
                .isEqualTo(Oracle.CHECK);
    }

    @Test
    void aDirectoryThatIsNotForcedIsFoundToLoseWhatWasSaidToBeOnTheDisk() {
        assertThat(Figures.broken(cut(1, 1).through(posix -> forcing(posix, true, false))))
                .isEqualTo(Oracle.CHECK);
        assertThat(Figures.broken(cut(1, 1).journaled().through(posix -> forcing(posix, true, false))))
                .isEqualTo(Oracle.CHECK);
    }

    @Test
    void whatLiesInNewDirectoriesIsThereAfterwards() {
        Figures.requireClean(
                ReplaceProofs.deep(true).processes(2).crashes(1).powerCuts(1, ReplaceProofs.deepAfterwards()));
        assertThat(Figures.broken(ReplaceProofs.deep(false).processes(1).powerCuts(1, ReplaceProofs.deepAfterwards())))
                .isEqualTo(Oracle.CHECK);
    }

    /** Forces files, or directories, and only says so of the others. */
    private static Posix forcing(Posix posix, boolean files, boolean directories) {
        return new ForwardingPosix(posix) {
            @Override
            public int fsync(int fd) {
                FileStat found = new FileStat();
                super.fstat(fd, found);
                boolean forces = found.isRegular() ? files : directories;
                return forces ? super.fsync(fd) : 0;
            }
        };
    }

    @Test
    void aSweeperWithoutTheLockIsFoundToTakeWhatIsBeingWritten() {
        UnaryOperator<Posix> careless = posix -> new ForwardingPosix(posix) {
            @Override
            public int flock(int fd, int operation) {
                return operation == (Posix.LOCK_EX | Posix.LOCK_NB) ? 0 : super.flock(fd, operation);
            }
        };
        assertThat(Figures.broken(ReplaceProofs.replacing().processes(1).through(careless)))
                .isEqualTo(Oracle.UNCAUGHT);
    }

    @Test
    void unlockingBeforeTheRenameIsFoundToLoseWhatIsAboutToGetTheName() {
        UnaryOperator<Posix> hasty = posix -> new ForwardingPosix(posix) {
            private int written;

            @Override
            public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
                written = fd;
                return super.pwrite(fd, buffer, from, length, offset);
            }

            @Override
            public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
                super.flock(written, Posix.LOCK_UN);
                return super.renameat2(olddirfd, oldname, newdirfd, newname, flags);
            }
        };
        assertThat(Figures.broken(ReplaceProofs.replacing().processes(1).through(hasty)))
                .isEqualTo(Oracle.UNCAUGHT);
    }

    @Test
    void writingInPlaceIsFoundToBeTorn() {
        UnaryOperator<Posix> inPlace = posix -> new ForwardingPosix(posix) {
            @Override
            public int renameat2(int olddirfd, byte[] oldname, int newdirfd, byte[] newname, int flags) {
                int to = super.openat(newdirfd, newname, Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC, 0600);
                int from = super.openat(olddirfd, oldname, Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
                byte[] contents = new byte[64];
                int length = super.pread(from, contents, 0, contents.length, 0);
                super.pwrite(to, contents, 0, length, 0);
                super.fsync(to);
                super.close(from);
                super.close(to);
                return super.unlinkat(olddirfd, oldname, 0);
            }
        };
        assertThat(Figures.broken(cut(1, 1).through(inPlace))).isEqualTo(Oracle.CHECK);
    }

    @Test
    @DisplayName("a power cut is played again from its schedule, and told in the timeline")
    void aPowerCutIsPlayedAgain() {
        Scenario lost = cut(1, 1).through(posix -> forcing(posix, true, false));
        Violation found = Objects.requireNonNull(lost.exhaust().violation());
        assertThat(found.schedule().actions()).contains("off", "disk.1");
        assertThat(found.timeline()).contains("*** the power is cut ***", "lost: ");
        Violation again = Objects.requireNonNull(
                lost.replay(Schedule.parse(found.schedule().toString())));
        assertThat(again.timeline()).isEqualTo(found.timeline());
    }
}
