package dev.mortise.testkit.model;

import static dev.mortise.posix.Posix.F_RDLCK;
import static dev.mortise.posix.Posix.F_UNLCK;
import static dev.mortise.posix.Posix.F_WRLCK;
import static dev.mortise.posix.Posix.LOCK_EX;
import static dev.mortise.posix.Posix.LOCK_NB;
import static dev.mortise.posix.Posix.LOCK_SH;
import static dev.mortise.posix.Posix.LOCK_UN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.LockInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one process cannot show: the contract suite has only one. */
class LocksBetweenProcessesTest {

    private final Stage stage = Stage.ofTwo();
    private final Stage.Actor a = stage.actor(0);
    private final Stage.Actor b = stage.actor(1);
    private int ofA;
    private int ofB;

    @BeforeEach
    void openTheSameFile() {
        ofA = a.create("lock");
        ofB = b.open("lock");
    }

    @Test
    void waiterIsBlockedAndChangesNothing() {
        a.flock(ofA, LOCK_EX);
        World before = stage.world;
        b.flock(ofB, LOCK_EX);
        assertThat(stage.last).isSameAs(Result.BLOCKED);
        assertThat(stage.world).isSameAs(before);
        a.flock(ofA, LOCK_UN);
        assertThat(b.flock(ofB, LOCK_EX)).isZero();
    }

    @Test
    void blockedConversionHasDroppedTheOldLockAndWaits() {
        a.flock(ofA, LOCK_SH);
        b.flock(ofB, LOCK_SH);
        a.flock(ofA, LOCK_EX);
        assertThat(stage.last).isSameAs(Result.WAITING);
        assertThat(stage.world.holdsLock(0)).isFalse();
        a.flock(ofA, LOCK_EX);
        assertThat(stage.last).isSameAs(Result.BLOCKED);
        assertThat(b.flock(ofB, LOCK_EX | LOCK_NB)).isZero();
    }

    @Test
    void deathUnlocksAtOnceAndTheZombieKeepsItsNumber() {
        a.flock(ofA, LOCK_EX);
        stage.world = stage.world.kill(0);
        assertThat(b.flock(ofB, LOCK_EX | LOCK_NB)).isZero();
        assertThat(b.kill(101, 0)).isZero();
        stage.world = stage.world.reap(0);
        assertThat(b.kill(101, 0)).isEqualTo(-Errno.ESRCH);
    }

    @Test
    void sharedDescriptionKeepsTheLockOfADeadProcess() {
        a.flock(ofA, LOCK_EX);
        stage.world = stage.world.addProcess(ProcessPlan.alive(103).inheriting(0, ofA));
        assertThat(stage.world.holdsLock(2)).isTrue();
        stage.world = stage.world.exit(0);
        assertThat(b.flock(ofB, LOCK_EX | LOCK_NB)).isEqualTo(-Errno.EAGAIN);
        assertThat(stage.actor(2).flock(ofA, LOCK_UN)).isZero();
        assertThat(b.flock(ofB, LOCK_EX | LOCK_NB)).isZero();
    }

    @Test
    void anyCloseLosesRecordLocksAndNoLockOfADescription() {
        a.posixLock(ofA, F_WRLCK, 0, 10, false);
        a.ofdLock(ofA, F_WRLCK, 20, 10, false);
        assertThat(b.ofdLock(ofB, F_RDLCK, 5, 1, false)).isEqualTo(-Errno.EAGAIN);
        a.close(a.open("lock"));
        assertThat(b.ofdLock(ofB, F_RDLCK, 5, 1, false)).isZero();
        assertThat(b.ofdLock(ofB, F_RDLCK, 25, 1, false)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void recordLocksOfOneProcessNeverExcludeEachOther() {
        int again = a.open("lock");
        assertThat(a.posixLock(ofA, F_WRLCK, 0, 10, false)).isZero();
        assertThat(a.posixLock(again, F_WRLCK, 5, 10, false)).isZero();
        assertThat(b.posixLock(ofB, F_WRLCK, 14, 1, true)).isEqualTo(-Errno.EAGAIN);
        assertThat(stage.last).isSameAs(Result.BLOCKED);
    }

    @Test
    void recordLockAndDescriptionLockOfOneProcessDo() {
        a.posixLock(ofA, F_WRLCK, 0, 10, false);
        assertThat(a.ofdLock(ofA, F_WRLCK, 0, 1, false)).isEqualTo(-Errno.EAGAIN);
        assertThat(a.posixLock(ofA, F_UNLCK, 0, 0, false)).isZero();
        assertThat(a.ofdLock(ofA, F_WRLCK, 0, 1, false)).isZero();
        assertThat(a.posixLock(ofA, F_RDLCK, 0, 1, false)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void probeNamesTheProcessOfARecordLock() {
        LockInfo info = new LockInfo();
        a.posixLock(ofA, F_WRLCK, 3, 0, false);
        b.ofdProbe(ofB, F_RDLCK, 0, 0, info);
        assertThat(info).hasToString("exclusive lock on [3, +0) held by pid 101");
    }

    @Test
    void refusedUpgradeOfARangeKeepsIt() {
        a.ofdLock(ofA, F_RDLCK, 0, 10, false);
        b.ofdLock(ofB, F_RDLCK, 5, 10, false);
        assertThat(a.ofdLock(ofA, F_WRLCK, 0, 10, false)).isEqualTo(-Errno.EAGAIN);
        assertThat(b.ofdLock(ofB, F_WRLCK, 0, 3, false)).isEqualTo(-Errno.EAGAIN);
    }
}
