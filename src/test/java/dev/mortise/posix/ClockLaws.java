package dev.mortise.posix;

import static dev.mortise.posix.Results.must;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time, chance and identity. */
interface ClockLaws extends Ground {

    @Test
    default void monotonicClocksNeverStepBack() {
        long monotonic = posix().monotonicNanos();
        long boot = posix().bootNanos();
        for (int i = 0; i < 10_000; i++) {
            long nextMonotonic = posix().monotonicNanos();
            long nextBoot = posix().bootNanos();
            assertTrue(nextMonotonic >= monotonic && nextBoot >= boot, "a clock went back");
            monotonic = nextMonotonic;
            boot = nextBoot;
        }
    }

    @Test
    default void sleepLastsAtLeastAsLongAsAsked() {
        long asked = TimeUnit.MILLISECONDS.toNanos(20);
        long before = posix().monotonicNanos();
        assertEquals(0, posix().sleep(asked));
        long slept = posix().monotonicNanos() - before;
        assertTrue(slept >= asked, "slept only ns " + slept);
        assertEquals(0, posix().sleep(0));
    }

    @Test
    default void chanceFillsTheWholeBufferAnew() {
        byte[] first = new byte[256];
        byte[] second = new byte[256];
        assertEquals(256, posix().random(first));
        assertEquals(256, posix().random(second));
        assertFalse(Arrays.equals(first, second));
        assertFalse(Arrays.equals(Arrays.copyOf(first, 128), Arrays.copyOfRange(first, 128, 256)));
        assertEquals(0, posix().random(new byte[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> posix().random(new byte[257]));
    }

    @Test
    default void identityIsSteady() {
        assertTrue(posix().getpid() > 0);
        assertTrue(posix().gettid() > 0);
        assertTrue(posix().getuid() >= 0);
        assertEquals(posix().getpid(), posix().getpid());
        assertEquals(posix().gettid(), posix().gettid());
    }

    @Test
    default void threadsHaveTheirOwnNumbers() {
        int other = Blocked.in(posix(), Posix::gettid).result();
        assertTrue(other > 0 && other != posix().gettid(), "both threads are " + other);
    }

    @Test
    default void unameFillsSixFields() {
        byte[] buffer = Workspace.ofByte(Posix.UTSNAME_BYTES + 3, '.');
        must(posix().uname(buffer));
        assertArrayEquals(new byte[] {'.', '.', '.'}, Arrays.copyOfRange(buffer, Posix.UTSNAME_BYTES, buffer.length));
        assertFalse(KernelName.of(posix()).system().isEmpty());
        assertThrows(IndexOutOfBoundsException.class, () -> posix().uname(new byte[Posix.UTSNAME_BYTES - 1]));
    }

    @Test
    default void checkpointDoesNothing() {
        posix().checkpoint("loop", 1);
    }
}
