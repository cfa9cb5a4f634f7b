package dev.mortise.posix;

import static dev.mortise.posix.Posix.F_RDLCK;
import static dev.mortise.posix.Posix.F_UNLCK;
import static dev.mortise.posix.Posix.F_WRLCK;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Locks of byte ranges, between two open file descriptions. */
interface RangeLockLaws extends Ground {

    long GATE = 1L << 62;

    @Test
    default void overlappingRangesExclude() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 10, 10));
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 19, 5));
        refused(Errno.EAGAIN, lock(two.b(), F_RDLCK, 5, 6));
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 0, 0));
    }

    @Test
    default void adjacentRangesDoNot() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 10, 10));
        must(lock(two.b(), F_WRLCK, 0, 10));
        must(lock(two.b(), F_WRLCK, 20, 0));
    }

    @Test
    default void sharedRangesAdmitEachOther() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_RDLCK, 0, 100));
        must(lock(two.b(), F_RDLCK, 50, 100));
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 50, 10));
    }

    @Test
    default void descriptionDoesNotExcludeItsOwnRanges() {
        int fd = here().create("f");
        must(lock(fd, F_WRLCK, 0, 10));
        must(lock(fd, F_RDLCK, 5, 10));
        assertFalse(probe(fd, F_WRLCK, 0, 20).conflicts());
    }

    @Test
    default void unlockingTheMiddleLeavesTwoEnds() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 0, 30));
        must(lock(two.a(), F_UNLCK, 10, 10));
        must(lock(two.b(), F_WRLCK, 10, 10));
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 9, 1));
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 20, 1));
    }

    @Test
    default void probeTellsTheConflict() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 10, 20));
        LockInfo info = probe(two.b(), F_RDLCK, 0, 100);
        assertEquals(F_WRLCK, info.type());
        assertEquals(10, info.start());
        assertEquals(20, info.length());
        assertEquals(-1, info.pid());
    }

    @Test
    default void probeTellsSharedAndUnlimited() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_RDLCK, 5, 0));
        LockInfo info = probe(two.b(), F_WRLCK, 7, 1);
        assertEquals(F_RDLCK, info.type());
        assertEquals(5, info.start());
        assertEquals(0, info.length());
        assertFalse(probe(two.b(), F_RDLCK, 7, 1).conflicts());
        assertFalse(probe(two.b(), F_WRLCK, 0, 5).conflicts());
    }

    @Test
    default void probeTakesNothing() {
        TwoDescriptions two = TwoDescriptions.of(here());
        assertFalse(probe(two.a(), F_WRLCK, 0, 10).conflicts());
        must(lock(two.b(), F_WRLCK, 0, 10));
    }

    @Test
    default void probeFreesTheAnswerOfAnEarlierOne() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 10, 20));
        LockInfo info = probe(two.b(), F_WRLCK, 0, 100);
        must(lock(two.a(), F_UNLCK, 0, 0));
        must(posix().ofdProbe(two.b(), F_WRLCK, 0, 100, info));
        assertEquals(F_UNLCK, info.type());
    }

    @Test
    default void rangesReachBeyondATebibyte() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, GATE, 1));
        must(lock(two.b(), F_WRLCK, GATE + 1, 1));
        must(lock(two.b(), F_WRLCK, 0, GATE));
        LockInfo info = probe(two.b(), F_WRLCK, GATE, 1);
        assertEquals(GATE, info.start());
        assertEquals(1, info.length());
        assertEquals(GATE, probe(two.a(), F_WRLCK, 1L << 41, 1).length());
    }

    @Test
    default void closingAnotherDescriptionKeepsTheRange() {
        TwoDescriptions two = TwoDescriptions.of(here());
        int third = here().again("f");
        must(lock(two.a(), F_WRLCK, 0, 10));
        here().close(third);
        refused(Errno.EAGAIN, lock(two.b(), F_WRLCK, 0, 10));
        here().close(two.a());
        must(lock(two.b(), F_WRLCK, 0, 10));
    }

    @Test
    default void rangeNeedsTheRightToReadOrWrite() {
        here().file("f", "");
        int reading = here().open("f", Posix.O_RDONLY);
        int writing = here().open("f", Posix.O_WRONLY);
        refused(Errno.EBADF, lock(reading, F_WRLCK, 0, 1));
        refused(Errno.EBADF, lock(writing, F_RDLCK, 0, 1));
        must(lock(reading, F_RDLCK, 0, 1));
        refused(Errno.EAGAIN, lock(writing, F_WRLCK, 0, 1));
    }

    @Test
    default void impossibleRangesAreRefused() {
        int fd = here().create("f");
        refused(Errno.EINVAL, lock(fd, F_WRLCK, -1, 1));
        refused(Errno.EINVAL, lock(fd, F_WRLCK, 0, -1));
        refused(Errno.EOVERFLOW, lock(fd, F_WRLCK, Long.MAX_VALUE, 2));
    }

    @Test
    default void waiterGetsTheRangeWhenTheHolderLetsGo() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(lock(two.a(), F_WRLCK, 0, 10));
        Blocked waiter = Blocked.in(posix(), p -> p.ofdLock(two.b(), F_WRLCK, 5, 1, true))
                .assertStillBlocked();
        must(lock(two.a(), F_UNLCK, 0, 10));
        assertEquals(0, waiter.result());
        refused(Errno.EAGAIN, lock(two.a(), F_WRLCK, 0, 10));
    }

    private int lock(int fd, int type, long start, long length) {
        return posix().ofdLock(fd, type, start, length, false);
    }

    private LockInfo probe(int fd, int type, long start, long length) {
        LockInfo info = new LockInfo();
        must(posix().ofdProbe(fd, type, start, length, info));
        return info;
    }
}
