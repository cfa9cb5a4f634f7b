package dev.mortise.posix;

import static dev.mortise.posix.Posix.CURRENT_POSITION;
import static dev.mortise.posix.Results.must;
import static dev.mortise.posix.Results.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A kick makes a blocked call return EINTR, and what it was waiting for is not taken. */
interface InterruptionLaws extends Ground {

    @Test
    default void kickEndsAWaitForAFileLock() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().flock(two.a(), Posix.LOCK_EX));
        Blocked waiter = Blocked.in(posix(), p -> p.flock(two.b(), Posix.LOCK_EX));
        refused(Errno.EINTR, waiter.kickUntilItReturns());
        must(posix().flock(two.a(), Posix.LOCK_UN));
        must(posix().flock(here().again("f"), Posix.LOCK_EX | Posix.LOCK_NB));
    }

    @Test
    default void kickEndsAWaitForARange() {
        TwoDescriptions two = TwoDescriptions.of(here());
        must(posix().ofdLock(two.a(), Posix.F_WRLCK, 0, 10, false));
        Blocked waiter = Blocked.in(posix(), p -> p.ofdLock(two.b(), Posix.F_WRLCK, 0, 10, true));
        refused(Errno.EINTR, waiter.kickUntilItReturns());
        must(posix().ofdLock(two.a(), Posix.F_UNLCK, 0, 10, false));
        must(posix().ofdLock(here().again("f"), Posix.F_WRLCK, 0, 10, false));
    }

    @Test
    default void kickEndsASleep() {
        long before = posix().monotonicNanos();
        refused(
                Errno.EINTR,
                Blocked.in(posix(), p -> p.sleep(TimeUnit.HOURS.toNanos(1))).kickUntilItReturns());
        assertTrue(posix().monotonicNanos() - before < TimeUnit.MINUTES.toNanos(1));
    }

    @Test
    default void kickEndsAReadOfAnEmptyPipe() {
        int[] ends = pipe();
        Blocked reader = Blocked.in(posix(), p -> p.pread(ends[0], new byte[10], 0, 10, CURRENT_POSITION));
        refused(Errno.EINTR, reader.kickUntilItReturns());
    }

    @Test
    default void kickCutsAWriteToAFullPipeShort() {
        int[] ends = pipe();
        byte[] more = Workspace.pattern(1 << 19, 6);
        Blocked writer = Blocked.in(posix(), p -> p.pwrite(ends[1], more, 0, more.length, CURRENT_POSITION));
        writer.assertStillBlocked();
        int written = writer.kickUntilItReturns();
        assertTrue(written > 0 && written < more.length, Results.said(written));
    }

    @Test
    default void kickIsLostOnAThreadThatIsNotBlocked() {
        assertEquals(0, posix().kick(posix().gettid()));
        assertEquals(0, posix().sleep(1000));
    }

    /** A thread that is ending blocks every signal: kicks pile up until it is gone, so they come with a pause. */
    @Test
    default void kickOfAFinishedThreadIsESRCH() {
        int finished = Blocked.in(posix(), Posix::gettid).result();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int kicked = posix().kick(finished);
        while (kicked == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            kicked = posix().kick(finished);
        }
        refused(Errno.ESRCH, kicked);
    }

    private int[] pipe() {
        int[] ends = new int[2];
        must(posix().pipe(ends));
        here().keep(ends[0]);
        here().keep(ends[1]);
        return ends;
    }
}
