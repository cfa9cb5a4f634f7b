package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Law 11 for {@code Generation}: three processes that draw twice each, two crashes, the first ones drawing at once where there is no file. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GenerationProofTest {

    @Test
    void everyNumberIsGreaterWhoeverIsKilledAtWhateverCall() {
        Figures.requireClean(GenerationProofs.drawing().processes(3).crashes(2));
        Figures.requireClean(
                GenerationProofs.drawing().processes(3).crashes(1).against(new Adversary(false, false, true, 0)));
    }

    @Test
    void numbersGrowThoughTheirFileIsRemovedWhenTheClockHasMovedOn() {
        Figures.requireClean(GenerationProofs.removing(true).processes(2).crashes(1));
    }

    @Test
    void numbersOfAFileThatIsRemovedWithinTheSameSecondAreFoundNotToGrow() {
        assertThat(Figures.broken(GenerationProofs.removing(false).processes(2)))
                .isEqualTo(Oracle.CHECK);
    }

    @Test
    void numbersGrowAcrossAPowerCutAtAnyMoment() {
        Figures.requireClean(GenerationProofs.cut().powerCuts(1, GenerationProofs.afterwards()));
    }

    @Test
    @DisplayName("the first slot of one who was killed before it was forced is forced by the next one")
    void numbersGrowAcrossADeathAndAPowerCut() {
        Figures.requireClean(
                GenerationProofs.drawing().processes(2).crashes(1).powerCuts(1, GenerationProofs.afterwards()));
    }

    @Test
    void epochsThatAreNotForcedToTheDiskAreFoundToBeUsedTwice() {
        Scenario lazy = GenerationProofs.cut()
                .powerCuts(1, GenerationProofs.afterwards())
                .through(Unforced::new);
        assertThat(Figures.broken(lazy)).as("a file that says that it is torn").isEqualTo(Oracle.UNCAUGHT);
        assertThat(Figures.broken(lazy.without(Oracle.UNCAUGHT))).isEqualTo(Oracle.CHECK);
    }

    /** Forces nothing. */
    private static final class Unforced extends ForwardingPosix {

        Unforced(Posix posix) {
            super(posix);
        }

        @Override
        public int fsync(int fd) {
            return 0;
        }
    }

    @Test
    void numbersThatAreDrawnOutsideOfTheLockAreFound() {
        Scenario unlocked = GenerationProofs.drawing().processes(2).through(Unlocked::new);
        assertThat(Figures.broken(unlocked.without(Oracle.EXCLUSION))).isEqualTo(Oracle.CHECK);
    }

    /** Grants every lock. */
    private static final class Unlocked extends ForwardingPosix {

        Unlocked(Posix posix) {
            super(posix);
        }

        @Override
        public int flock(int fd, int operation) {
            return 0;
        }
    }

    @Test
    void numbersThatAreNotWrittenAreFound() {
        Scenario forgetful = GenerationProofs.drawing().processes(2).through(Forgetful::new);
        assertThat(Figures.broken(forgetful)).isEqualTo(Oracle.CHECK);
    }

    /** Says that it has written. */
    private static final class Forgetful extends ForwardingPosix {

        Forgetful(Posix posix) {
            super(posix);
        }

        @Override
        public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
            return length;
        }
    }

    @Test
    void aRunThatIsUsedWithoutLookingWhetherSomebodyHasDrawnSinceIsFound() {
        Scenario trusting = GenerationProofs.drawing().processes(2).through(Trusting::new);
        assertThat(Figures.broken(trusting)).isEqualTo(Oracle.CHECK);
    }

    /** Reads of one record find what was written last by the reader itself. */
    private static final class Trusting extends ForwardingPosix {

        private static final int RECORD = 64;

        private byte[] written = {};

        Trusting(Posix posix) {
            super(posix);
        }

        @Override
        public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
            written = Arrays.copyOfRange(buffer, from, from + length);
            return super.pwrite(fd, buffer, from, length, offset);
        }

        @Override
        public int pread(int fd, byte[] buffer, int from, int length, long offset) {
            if (length != RECORD || written.length != RECORD) {
                return super.pread(fd, buffer, from, length, offset);
            }
            System.arraycopy(written, 0, buffer, from, RECORD);
            return RECORD;
        }
    }
}
