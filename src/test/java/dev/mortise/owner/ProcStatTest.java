package dev.mortise.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {

    /** Fields 4 to 19, then threads, one more, start. */
    private static String line(String command, char state, long threads, long start) {
        return "42 (" + command + ") " + state + " 1 42 42 0 -1 4194304 99 0 0 0 1 2 0 0 20 0 " + threads + " 0 "
                + start + " 1000 10 18446744073709551615\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java",
                "",
                "a b",
                "a) Z 1 (b",
                "))) R",
                "(",
                "\n",
                "a\n42 (b) Z 1 1",
                ") Z 0 0 0 0 0 0 0 0 0 0 0"
            })
    void commandMayHoldAnything(String command) {
        assertEquals(new ProcStat('S', 17, 123_456), ProcStat.parse(line(command, 'S', 17, 123_456)));
    }

    @Test
    void zombieHasEnded() {
        assertTrue(ProcStat.parse(line("x", 'Z', 1, 5)).hasEnded());
        assertTrue(ProcStat.parse(line("x", 'X', 0, 5)).hasEnded());
    }

    @Test
    void zombieLeaderWithLivingThreadsHasNot() {
        assertFalse(ProcStat.parse(line("x", 'Z', 2, 5)).hasEnded());
    }

    @ParameterizedTest
    @ValueSource(chars = {'R', 'S', 'D', 'T', 't', 'I'})
    void everyOtherStateLives(char state) {
        assertFalse(ProcStat.parse(line("x", state, 1, 5)).hasEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42 java S 1", "42 (java)", "42 (java) ", "42 (java) S 1 2 3"})
    void otherTextIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse(text));
    }
}
