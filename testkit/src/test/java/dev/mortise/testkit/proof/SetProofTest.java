package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.proof.SetProofs.Habit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S3.8 for {@code LockSet}: all or nothing, and never a circle. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SetProofTest {

    @Test
    @DisplayName("S3.8: contenders that list two locks in different orders never wait for each other")
    void whoeverWantsTheSameLocksNeverWaitsInACircle() {
        Figures.requireClean(SetProofs.contending(Habit.SHIPPED).processes(3).crashes(1));
        Figures.requireClean(
                SetProofs.contending(Habit.SHIPPED).processes(2).rounds(2).crashes(1));
    }

    @Test
    @DisplayName("S3.8: nor if a lock file is removed meanwhile")
    void norIfALockFileIsRemovedMeanwhile() {
        Figures.requireClean(SetProofs.removing(Habit.SHIPPED).processes(2).crashes(1));
    }

    @Test
    void theOrderOfTheirListsLeadsIntoACircle() {
        assertThat(Figures.broken(SetProofs.contending(Habit.UNSORTED).processes(2)))
                .isIn(Oracle.DEADLOCK, Oracle.WEDGE);
    }

    @Test
    void enteringWhateverFileTheNameMeansByThenLeadsIntoACircle() {
        assertThat(Figures.broken(SetProofs.removing(Habit.NOT_THIS_VERY_FILE).processes(2)))
                .isIn(Oracle.DEADLOCK, Oracle.WEDGE);
    }
}
