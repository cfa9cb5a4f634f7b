package dev.mortise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AccountsTest {

    /** The program's name may hold anything, parentheses and spaces too. */
    private static Accounts accounts(int user, int stolen, int own) {
        return Accounts.of(
                "cpu  " + user + " 2 3 400 5 6 7 " + stolen + " 9 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n",
                "42 (a) 9 (b c) S 1 2 3 4 5 6 7 8 9 10 " + own + " 20 30 40 50 60");
    }

    @Test
    void waitingAndIdlingAreNotWorkAndEveryKindCountsOnce() {
        assertEquals(new Accounts(100 + 423 + 8, 118, 8, 11 + 20 + 30 + 40), accounts(100, 8, 11));
    }

    @Test
    void whatTheBenchmarkItselfWorkedIsNotAnothersDoing() {
        Accounts before = accounts(1000, 0, 100);
        Accounts after = accounts(1090, 10, 130);
        assertEquals(
                "Meanwhile other programs used 60 % of the processors' time, and 10 % was taken by the host",
                after.since(before));
    }

    @Test
    void theKernelTellsThem() throws Exception {
        Accounts now = Accounts.now();
        assertTrue(now.busy() > 0 && now.busy() <= now.total() && now.own() >= 0, now::toString);
    }
}
