package dev.mortise.posix;

import static dev.mortise.posix.Posix.LOCK_EX;
import static dev.mortise.posix.Posix.LOCK_NB;
import static dev.mortise.posix.Posix.LOCK_SH;
import static dev.mortise.posix.Posix.LOCK_UN;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Locks of a whole file, between two open file descriptions. */
interface FlockLaws extends Ground {

    @Test
    default void sharedAdmitsShared() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_SH));
        must(posix().flock(two.b(), LOCK_SH | LOCK_NB));
    }

    @Test
    default void sharedExcludesExclusive() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_SH));
        refused(Errno.EAGAIN, posix().flock(two.b(), LOCK_EX | LOCK_NB));
    }

    @Test
    default void exclusiveExcludesBoth() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        refused(Errno.EAGAIN, posix().flock(two.b(), LOCK_EX | LOCK_NB));
        refused(Errno.EAGAIN, posix().flock(two.b(), LOCK_SH | LOCK_NB));
    }

    @Test
    default void descriptionDoesNotExcludeItself() {
        int fd = here().create("f");
        must(posix().flock(fd, LOCK_EX));
        must(posix().flock(fd, LOCK_EX | LOCK_NB));
        must(posix().flock(fd, LOCK_SH | LOCK_NB));
    }

    @Test
    default void unlockLetsTheNextIn() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        must(posix().flock(two.a(), LOCK_UN));
        must(posix().flock(two.b(), LOCK_EX | LOCK_NB));
        must(posix().flock(two.a(), LOCK_UN));
        refused(Errno.EAGAIN, posix().flock(two.a(), LOCK_EX | LOCK_NB));
    }

    @Test
    default void closingTheDescriptionUnlocks() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        here().close(two.a());
        must(posix().flock(two.b(), LOCK_EX | LOCK_NB));
    }

    @Test
    default void closingAnotherDescriptionUnlocksNothing() {
        TwoDescriptions two = TwoDescriptions.of(here());
        int third = here().again("f");
        must(posix().flock(two.a(), LOCK_EX));
        here().close(third);
        refused(Errno.EAGAIN, posix().flock(two.b(), LOCK_EX | LOCK_NB));
    }

    @Test
    default void refusedUpgradeLosesTheSharedLock() {
        TwoDescriptions two = TwoDescriptions.of(here());
        int third = here().again("f");
        must(posix().flock(two.a(), LOCK_SH));
        must(posix().flock(two.b(), LOCK_SH));
        refused(Errno.EAGAIN, posix().flock(two.a(), LOCK_EX | LOCK_NB));
        must(posix().flock(two.b(), LOCK_UN));
        must(posix().flock(third, LOCK_EX | LOCK_NB));
    }

    @Test
    default void lockFollowsTheInodeNotTheName() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        must(posix().renameat2(here().dir(), z("f"), here().dir(), z("g"), 0));
        refused(Errno.EAGAIN, posix().flock(here().again("g"), LOCK_EX | LOCK_NB));
        must(posix().flock(here().create("f"), LOCK_EX | LOCK_NB));
    }

    @Test
    default void directoriesAndReadersLockToo() {
        here().file("f", "");
        int reading = here().open("f", Posix.O_RDONLY);
        must(posix().flock(reading, LOCK_EX | LOCK_NB));
        refused(Errno.EAGAIN, posix().flock(here().again("f"), LOCK_SH | LOCK_NB));
        must(posix().flock(here().dir(), LOCK_EX | LOCK_NB));
        refused(Errno.EAGAIN, posix().flock(here().open(".", Posix.O_RDONLY), LOCK_EX | LOCK_NB));
    }

    @Test
    default void contradictionIsEINVAL() {
        int fd = here().create("f");
        refused(Errno.EINVAL, posix().flock(fd, LOCK_SH | LOCK_EX));
        refused(Errno.EINVAL, posix().flock(fd, LOCK_NB));
    }

    @Test
    default void waiterGetsInWhenTheHolderLetsGo() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        Blocked waiter = Blocked.in(posix(), p -> p.flock(two.b(), LOCK_EX)).assertStillBlocked();
        must(posix().flock(two.a(), LOCK_UN));
        assertEquals(0, waiter.result());
        refused(Errno.EAGAIN, posix().flock(two.a(), LOCK_SH | LOCK_NB));
    }

    @Test
    default void wholeFileAndRangesDoNotSeeEachOther() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), LOCK_EX));
        must(posix().ofdLock(two.b(), Posix.F_WRLCK, 0, 0, false));
        LockInfo info = new LockInfo();
        must(posix().ofdProbe(two.b(), Posix.F_WRLCK, 0, 0, info));
        assertEquals("no conflict", info.toString());
    }
}
