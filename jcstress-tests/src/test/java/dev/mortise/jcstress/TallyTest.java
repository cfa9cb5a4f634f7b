package dev.mortise.jcstress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void everythingPlannedMustPass() {
        assertTrue(tally(0, "2 planned; 2 passed, 0 failed, 0 soft errs, 0 hard errs")
                .isPass());
        assertFalse(tally(1, "2 planned; 2 passed, 0 failed, 0 soft errs, 0 hard errs")
                .isPass());
    }

    @Test
    void aSkippedConfigurationIsNoPassThoughTheExitCodeIsZero() {
        assertFalse(tally(0, "9 planned; 1 passed, 0 failed, 8 soft errs, 0 hard errs")
                .isPass());
    }

    @Test
    void nothingPlannedIsNoPass() {
        assertFalse(tally(0, "0 planned; 0 passed, 0 failed, 0 soft errs, 0 hard errs")
                .isPass());
        assertFalse(Tally.read(0, "no summary at all").isPass());
    }

    @Test
    void oneMissedFaultIsNotCaught() {
        assertTrue(tally(1, "2 planned; 0 passed, 2 failed, 0 soft errs, 0 hard errs")
                .isCaught());
        assertFalse(tally(1, "2 planned; 1 passed, 1 failed, 0 soft errs, 0 hard errs")
                .isCaught());
        assertFalse(tally(1, "2 planned; 0 passed, 0 failed, 0 soft errs, 2 hard errs")
                .isCaught());
    }

    private static Tally tally(int exit, String results) {
        String earlier = "(Results: 9 planned; 0 passed, 0 failed, 0 soft errs, 0 hard errs)\n";
        return Tally.read(exit, earlier + "(Results: " + results + ")\n");
    }
}
