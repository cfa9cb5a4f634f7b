package dev.mortise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the pages say, with values that nobody measured. */
class PagesTest {

    private static final Backends.Report JNI = new Backends.Report("jni", null);
    private static final Backends.Report JNA = new Backends.Report(
            "jna", new BackendUnavailableException("backend jna needs net.java.dev.jna:jna", "add it"));

    private static HotCallsPage page(boolean cLoop) {
        Contenders contenders = new Contenders(List.of(JNI, JNA), cLoop);
        HotCallsPage page = new HotCallsPage(new Jmh(contenders, Path.of("unused"), UnaryOperator.identity()));
        Contest fstat = page.contest(HotCall.FSTAT);
        if (cLoop) {
            fstat.sample(Jmh.C).addRound(List.of(200.0));
            fstat.sample(Jmh.C).addRound(List.of(400.0));
        }
        fstat.sample("jni").addRound(List.of(250.0));
        fstat.sample("jni").addRound(List.of(420.0));
        fstat.sample("jni").addBytes(0.04);
        return page;
    }

    /** The rows of a call, one for each table. */
    private static List<String> rows(Page page, HotCall call) {
        List<String> rows = new ArrayList<>(page.lines());
        rows.removeIf(line -> !line.startsWith("| " + call.method() + " |"));
        return rows;
    }

    @Test
    void everyCallHasItsRatioItsTimesItsBytesAndItsMeaning() {
        assertEquals(
                List.of(
                        "| fstat | 1.15 (1.05 to 1.25) | - |",
                        "| fstat | 200 / 300 / 400 | 250 / 335 / 420 | - |",
                        "| fstat | 0.0 | - |",
                        "| fstat | `fstat` | `FileChannel.size`, which is an `fstat` that tells one number |"),
                rows(page(true), HotCall.FSTAT));
        for (HotCall call : HotCall.values()) {
            assertEquals(4, rows(page(true), call).size(), call::method);
        }
    }

    @Test
    void withoutCThereAreTimesButNoRatios() {
        assertEquals(
                List.of("| fstat | - | - |", "| fstat | 250 / 335 / 420 | - |", "| fstat | 0.0 | - |"),
                rows(page(false), HotCall.FSTAT).subList(0, 3));
    }

    @Test
    void aBackendThatIsMissingIsSaidWithItsReasonAndRemedy() {
        String said = "- backend jna is left out: backend jna needs net.java.dev.jna:jna; add it";
        assertTrue(text(page(true)).contains(said), () -> text(page(true)));
        assertFalse(page(true).lines().toString().contains("jna"), "it has no column");
    }

    @Test
    void thatCIsMissingIsSaid() {
        assertTrue(text(page(false)).contains("- C is left out: "), () -> text(page(false)));
        assertFalse(text(page(true)).contains("C is left out"));
    }

    @Test
    void aKindOfJdkThatIsMissingIsSaid() {
        Jdk old = new Jdk(Path.of("old"), "17.0.15");
        Jdk young = new Jdk(Path.of("young"), "25");
        assertEquals(List.of(), Jdk.absences(List.of(old, young)));
        assertEquals(List.of("Java 22 and newer is left out: none was found"), Jdk.absences(List.of(old)));
        assertEquals(List.of("Java below 22 is left out: none was found"), Jdk.absences(List.of(young)));
    }

    @Test
    void aPageNamesTheCommandThatPrintsItAndTheMachine() {
        List<String> lines = text(page(true)).lines().toList();
        assertTrue(lines.contains("- Command: `benchmarks/run --rounds 2 hot-calls`"));
        assertEquals("- Processors: 2", lines.get(lines.size() - 1));
    }

    private static String text(Page page) {
        return Report.text(page, "benchmarks/run --rounds 2 hot-calls", List.of("Processors: 2"));
    }
}
