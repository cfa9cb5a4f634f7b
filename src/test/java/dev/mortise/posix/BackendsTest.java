package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("system properties")
class BackendsTest {

    @Test
    void bestWorks() {
        assertEquals(ProcessHandle.current().pid(), TestBackend.best().getpid());
    }

    @Test
    void bestIsTheFirstThatTheSurveyFindsUsable() {
        Posix best = TestBackend.best();
        assertEquals(Backends.named(TestBackend.nameOfBest()).getClass(), best.getClass());
    }

    @Test
    void propertyOverridesTheChoice() {
        for (Backends.Report report : Backends.survey()) {
            if (report.usable()) {
                Posix expected = Backends.named(report.name());
                withProperty(
                        report.name(),
                        () -> assertEquals(expected.getClass(), Backends.best().getClass()));
            }
        }
    }

    @Test
    void wrongNameIsRefusedWithTheRightOnes() {
        BackendUnavailableException refusal =
                assertThrows(BackendUnavailableException.class, () -> Backends.named("panama"));
        assertEquals("there is no backend 'panama'; choose one of ffm, jni, jnr, jna", refusal.getMessage());
        assertEquals("there is no backend 'panama'", refusal.reason());
        assertEquals("choose one of ffm, jni, jnr, jna", refusal.remedy());
        withProperty("FFM", () -> assertThrows(BackendUnavailableException.class, Backends::best));
        withProperty("", () -> assertThrows(BackendUnavailableException.class, Backends::best));
    }

    @Test
    void surveyReportsEachBackendInOrder() {
        List<Backends.Report> survey = Backends.survey();
        assertEquals(
                Backends.names(), survey.stream().map(Backends.Report::name).toList());
        assertEquals(List.of("ffm", "jni", "jnr", "jna"), Backends.names());
        for (Backends.Report report : survey) {
            assertEquals(report.refusal() == null, report.usable());
        }
    }

    @Test
    void olderJavaIsToldWhatTheBackendNeeds() {
        BackendUnavailableException refusal = Backends.survey().get(0).refusal();
        String reason = refusal == null ? "" : refusal.reason();
        assertEquals(Runtime.version().feature() < 22, reason.startsWith("backend ffm needs Java 22"), reason);
    }

    @Test
    void refusedNativeAccessNamesTheFlag() {
        if (Runtime.version().feature() >= 24) {
            ChildJvm.Outcome outcome = ChildJvm.of("ffm").denyingNativeAccess().run("survey");
            outcome.assertExit(0);
            assertTrue(
                    outcome.lines()
                            .contains("ffm: backend ffm may not call native code;"
                                    + " start java with --enable-native-access=ALL-UNNAMED"),
                    outcome::toString);
        }
    }

    private static void withProperty(String value, Runnable check) {
        System.setProperty(Backends.PROPERTY, value);
        try {
            check.run();
        } finally {
            System.clearProperty(Backends.PROPERTY);
        }
    }
}
