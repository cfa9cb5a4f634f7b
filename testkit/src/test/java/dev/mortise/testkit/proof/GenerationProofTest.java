package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Law 11 for {@code Generation}: three processes, two rounds, two crashes, the first ones drawing at once where there is no file. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GenerationProofTest {

    @Test
    void everyNumberIsGreaterWhoeverIsKilledAtWhateverCall() {
        Figures.requireClean(GenerationProofs.drawing().processes(3).rounds(2).crashes(2));
        Figures.requireClean(
                GenerationProofs.drawing().processes(3).crashes(1).against(new Adversary(false, false, true, 0)));
    }

    @Test
    void numbersGrowThoughTheirFileIsRemovedWhenTheClockHasMovedOn() {
        Figures.requireClean(
                GenerationProofs.removing(true).processes(2).rounds(2).crashes(1));
    }

    @Test
    void numbersOfAFileThatIsRemovedWithinTheSameSecondAreFoundNotToGrow() {
        assertThat(Figures.broken(GenerationProofs.removing(false).processes(2).rounds(2)))
                .isEqualTo(Oracle.CHECK);
    }

    @Test
    void numbersThatAreDrawnOutsideOfTheLockAreFound() {
        Scenario unlocked = GenerationProofs.drawing().processes(2).rounds(2).through(Unlocked::new);
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
        Scenario forgetful = GenerationProofs.drawing().processes(2).rounds(2).through(Forgetful::new);
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
}
