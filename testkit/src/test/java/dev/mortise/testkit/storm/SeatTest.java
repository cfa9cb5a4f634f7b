package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.storm.Referee.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in {@link Seat}, line by line. */
class SeatTest {

    private static final int VICTIM = 0;
    private static final int SUCCESSOR = 1;

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();
    private final ProcessId self = Processes.of(posix).self();
    private Referee referee;
    private Seat victim;
    private Seat successor;

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void sit() throws IOException {
        referee = Referee.create(directory.resolve("referee"), 2);
        victim = seat(VICTIM, ended());
        successor = seat(SUCCESSOR, self);
        round(victim);
        round(successor);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Without kills
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void roundCountsOneUpdateAndLeavesNobodyInside() {
        assertThat(referee.counter()).isEqualTo(2);
        assertThat(referee.get(VICTIM, Field.DONE)).isEqualTo(1);
        assertThat(referee.owner()).isZero();
        assertThat(lost()).isZero();
        assertThat(referee.overlaps()).isZero();
    }

    @Test
    void entryBesideALivingOwnerIsAnOverlap() {
        victim.enter();
        successor.enter();
        assertThat(referee.overlaps()).isEqualTo(1);
        successor.leave();
        victim.leave();
        assertThat(referee.owner()).isZero();
    }

    @Test
    void updatesThatInterleaveLoseOne() {
        victim.enter();
        victim.update(() -> successor.update(SeatTest::noWork));
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void stolenOwnerWordIsNotSilentlyAccepted() {
        victim.enter();
        referee.changeOwner(referee.owner(), 0);
        assertThatThrownBy(() -> victim.leave()).hasMessageContaining("taken from a living process");
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Together with others
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void manyMayBeInsideTogether() {
        victim.enterTogether();
        successor.enterTogether();
        victim.leaveTogether();
        successor.leaveTogether();
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.get(VICTIM, Field.SHARED)).isEqualTo(1);
        assertThat(referee.get(VICTIM, Field.DONE)).isEqualTo(1);
    }

    @Test
    void entryTogetherBesideALivingOwnerIsAnOverlap() {
        victim.enter();
        successor.enterTogether();
        assertThat(referee.overlaps()).isEqualTo(1);
    }

    @Test
    void ownerThatCameBesideThoseTogetherIsAnOverlap() {
        successor.enterTogether();
        victim.enter();
        successor.leaveTogether();
        assertThat(referee.overlaps()).isEqualTo(1);
    }

    @Test
    void updateBesideThoseTogetherIsAnOverlap() {
        successor.enterTogether();
        round(victim);
        successor.leaveTogether();
        assertThat(referee.overlaps()).isEqualTo(1);
    }

    @Test
    void thoseTogetherLeaveAVictimToWhoeverComesAlone() {
        victim.enter();
        doom();
        long word = referee.owner();
        successor.enterTogether();
        successor.leaveTogether();
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.owner()).isEqualTo(word);
        round(successor);
        assertThatVictimHasDone(1);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Outside
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void triesThatWereGivenUpAreCounted() {
        victim.gaveUp();
        victim.gaveUp();
        assertThat(referee.get(VICTIM, Field.GIVEN_UP)).isEqualTo(2);
    }

    @Test
    void longestWaitIsKept() {
        victim.waited(5);
        victim.waited(9);
        victim.waited(7);
        assertThat(referee.get(VICTIM, Field.LONGEST_WAIT)).isEqualTo(9);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Killed inside
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void killedBeforeThePendingUpdateNothingHappened() {
        victim.enter();
        takeOverFromVictim();
        assertThatVictimHasDone(1);
    }

    @Test
    void killedBetweenPendingValueAndCountNothingHappened() {
        victim.enter();
        referee.set(VICTIM, Field.PENDING_VALUE, referee.counter() + 1);
        takeOverFromVictim();
        assertThatVictimHasDone(1);
    }

    @Test
    void killedBetweenPendingAndCounterNothingHappened() {
        victim.enter();
        killAtWork();
        takeOverFromVictim();
        assertThatVictimHasDone(1);
    }

    @Test
    void killedAfterTheCounterItHappened() {
        victim.enter();
        killAtWork();
        referee.setCounter(referee.get(VICTIM, Field.PENDING_VALUE));
        takeOverFromVictim();
        assertThatVictimHasDone(2);
    }

    @Test
    void killedAfterDoneItIsCountedOnce() {
        victim.enter();
        victim.update(SeatTest::noWork);
        takeOverFromVictim();
        assertThatVictimHasDone(2);
    }

    @Test
    void secondResolutionDecidesTheSame() {
        victim.enter();
        killAtWork();
        referee.setCounter(referee.get(VICTIM, Field.PENDING_VALUE));
        doom();
        Seat.resolve(referee, VICTIM);
        takeOverFromVictim();
        assertThatVictimHasDone(2);
    }

    @Test
    void doomedOwnerThatLivesOnIsAnOverlap() {
        Seat living = seat(VICTIM, self);
        living.ready();
        living.enter();
        doom();
        successor.enter();
        assertThat(referee.overlaps()).isEqualTo(1);
        assertThat(referee.stale()).isZero();
    }

    @Test
    void endedOwnerThatNobodyDoomedIsAnOverlap() {
        victim.enter();
        successor.enter();
        assertThat(referee.overlaps()).isEqualTo(1);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers
    // ---------------------------------------------------------------------------------------------------------------

    /** Our own number, given to a process that started at another time: proof that the recorded one has ended. */
    private ProcessId ended() {
        return new ProcessId(self.pid(), 1, "", ProcessId.UNRECORDED, "");
    }

    private Seat seat(int number, ProcessId process) {
        Seat seat = new Seat(referee, number, process, posix, Duration.ofMillis(20));
        seat.ready();
        return seat;
    }

    private static void round(Seat seat) {
        seat.enter();
        seat.update(SeatTest::noWork);
        seat.leave();
    }

    private static void noWork() {}

    private void killAtWork() {
        assertThatThrownBy(() -> victim.update(() -> {
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
    }

    private void doom() {
        referee.set(VICTIM, Field.DOOMED, 1);
    }

    private void takeOverFromVictim() {
        doom();
        round(successor);
    }

    private void assertThatVictimHasDone(long updates) {
        assertThat(referee.get(VICTIM, Field.DONE)).isEqualTo(updates);
        assertThat(lost()).isZero();
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.stale()).isEqualTo(1);
        assertThat(referee.owner()).isZero();
    }

    private long lost() {
        return referee.get(VICTIM, Field.DONE) + referee.get(SUCCESSOR, Field.DONE) - referee.counter();
    }
}
