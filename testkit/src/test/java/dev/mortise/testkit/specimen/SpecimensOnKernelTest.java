package dev.mortise.testkit.specimen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.testkit.Conductor;
import dev.mortise.testkit.KernelReplay;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.UnreproducibleException;
import dev.mortise.testkit.conductor.PrivateFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every schedule that was ever found, played by real processes: each answer of the kernel is the model's, and each lock breaks as it does there. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpecimensOnKernelTest {

    /** What no kernel can be told. */
    private static final Map<String, String> CANNOT_BE_HAD = Map.of(
            "age", "has an hour pass unseen",
            "age-token", "has an hour pass unseen",
            "bare-pid", "gives a new process the number of one that is gone",
            "file-not-forced", "has the power cut",
            "directory-not-forced", "has the power cut",
            "forced-again", "lets a call fail");

    /** It needs a kernel that gives the number of a file that is gone to the next one, as ext4 does at once, and tmpfs does not. */
    private static final String NEEDS_REUSE = "aside-inode-check";

    @TempDir
    Path scratch = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "tmpfs"})
    void eachBreaksOnARealKernelAsItDoesInTheModel(String kind) throws IOException {
        Map<String, String> cannot = new HashMap<>(CANNOT_BE_HAD);
        if (kind.equals("tmpfs")) {
            cannot.put(NEEDS_REUSE, "chooses what this kernel does not do");
        }
        long calls = 0;
        int reproduced = 0;
        try (PrivateFileSystem here = PrivateFileSystem.of(kind, scratch);
                Conductor conductor = Conductor.in(here.path())) {
            for (Corpus.Entry entry : Corpus.all()) {
                String reason = cannot.get(entry.schedule().protocol());
                if (reason != null) {
                    requireRefused(conductor, entry, reason);
                } else {
                    calls += requireReproduced(conductor, entry).calls();
                    reproduced++;
                }
            }
        }
        assertThat(reproduced).isEqualTo(Corpus.all().size() - cannot.size());
        System.out.println("CONDUCTOR " + reproduced + " counterexamples on " + kind + ", " + calls
                + " calls, 0 disagreements; cannot be had there: " + new TreeSet<>(cannot.keySet()));
    }

    private static KernelReplay requireReproduced(Conductor conductor, Corpus.Entry entry) throws IOException {
        KernelReplay replay = conductor.replay(asFound(entry), entry.schedule());
        assertThat(replay.disagreement()).as(entry.line()).isNull();
        assertThat(replay.isReproduced()).as(entry.line()).isTrue();
        assertThat(replay.violation()).extracting("oracle").isEqualTo(entry.oracle());
        assertThat(replay.evidence()).isNotBlank();
        if (entry.oracle() == Oracle.EXCLUSION) {
            assertThat(replay.inside())
                    .as(entry.line())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(pid -> pid > 1);
        }
        return replay;
    }

    private static void requireRefused(Conductor conductor, Corpus.Entry entry, String reason) {
        assertThatThrownBy(() -> conductor.replay(asFound(entry), entry.schedule()))
                .as(entry.line())
                .isInstanceOf(UnreproducibleException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void noSpecimenIsLeftOut() {
        Set<String> played =
                Corpus.all().stream().map(entry -> entry.schedule().protocol()).collect(Collectors.toSet());
        List<String> all = Specimens.all().stream().map(Specimen::name).toList();
        assertThat(played).containsAll(all).containsAll(CANNOT_BE_HAD.keySet()).contains(NEEDS_REUSE);
    }

    private static Scenario asFound(Corpus.Entry entry) {
        return ScheduleCorpusTest.asFound(entry.schedule());
    }
}
