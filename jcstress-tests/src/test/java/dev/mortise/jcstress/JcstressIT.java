package dev.mortise.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate: every harness passes in every configuration, and the same run finds the planted faults. */
class JcstressIT {

    private static final String HARNESSES = "^dev\\.mortise\\.jcstress\\.[A-Z].*";
    private static final String BROKEN_TWINS = "^dev\\.mortise\\.jcstress\\.broken\\..*";

    private final String backend = System.getProperty("mortise.backend", "ffm");

    @Test
    void everyHarnessPasses() throws Exception {
        JcstressRun run = new JcstressRun("jcstress", HARNESSES, backend);
        Tally tally = run.run();
        assertTrue(tally.isPass(), () -> tally + "; see " + run.log());
        assertNothingIsLeft(run);
    }

    @Test
    void everyBrokenTwinIsCaught() throws Exception {
        JcstressRun run = new JcstressRun("jcstress-broken", BROKEN_TWINS, backend);
        Tally tally = run.run();
        assertTrue(tally.isCaught(), () -> "a planted fault was missed: " + tally + "; see " + run.log());
        assertNothingIsLeft(run);
    }

    private static void assertNothingIsLeft(JcstressRun run) {
        String[] left = run.races().toFile().list();
        assertEquals(List.of(), left == null ? List.of(new File("no directory was made")) : List.of(left));
    }
}
