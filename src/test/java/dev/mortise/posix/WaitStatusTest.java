package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WaitStatusTest {

    @Test
    void exitCodeLiesInTheSecondByte() {
        assertTrue(WaitStatus.exited(0x0700));
        assertEquals(7, WaitStatus.exitCode(0x0700));
        assertEquals(255, WaitStatus.exitCode(0xff00));
        assertEquals(0, WaitStatus.signal(0xff00));
    }

    @Test
    void signalLiesInTheFirstByteBesideTheCoreBit() {
        assertFalse(WaitStatus.exited(9));
        assertEquals(9, WaitStatus.signal(9));
        assertFalse(WaitStatus.exited(0x80 | 11));
        assertEquals(11, WaitStatus.signal(0x80 | 11));
    }
}
