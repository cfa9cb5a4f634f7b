package dev.mortise.testkit.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model and the kernel answer random calls alike, whoever is killed and whoever sleeps; and a puppet that lies is found out. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelDifferenceTest {

    /** Makes a run longer, or another one. */
    private static final String TIMES = "mortise.conductor.times";

    private static final String SEED = "mortise.conductor.seed";
    private static final long CALLS_UNTIL_A_LIE_IS_TOLD = 20_000;
    private static final int ONE_KILL_IN = 1500;

    @TempDir
    Path scratch = Path.of("");

    static List<Class<?>> liars() {
        return LyingPuppets.all();
    }

    @ParameterizedTest
    @CsvSource({"ext4, 10000", "tmpfs, 10000", "xfs, 4000", "btrfs, 4000", "overlay, 4000"})
    void theModelAndTheKernelAnswerAlike(String kind, long calls) throws IOException {
        try (PrivateFileSystem here = PrivateFileSystem.of(kind, scratch)) {
            compare(here.path(), calls * Long.getLong(TIMES, 1), ONE_KILL_IN);
            assertThat(here.path()).isDirectoryNotContaining("glob:**mortise*");
        }
    }

    /** Found by chance on xfs, which calls a full directory EEXIST. */
    @ParameterizedTest
    @ValueSource(strings = {"ext4", "tmpfs", "xfs", "btrfs", "overlay"})
    void aFullDirectoryIsNotReplacedWhateverItIsCalled(String kind) throws IOException {
        try (PrivateFileSystem here = PrivateFileSystem.of(kind, scratch);
                Troupe troupe = new Troupe(0);
                Playground playground = new Playground(here.path(), troupe.posix());
                Duel duel = new Duel(troupe, Name.pathBytes(playground.next()), playground.ways(), false)) {
            Posix posix = new Ensemble(duel, 1).door(0);
            posix.mkdirat(World.WORKING_DIRECTORY, terminated("one"), 0755);
            posix.mkdirat(World.WORKING_DIRECTORY, terminated("full"), 0755);
            posix.mkdirat(World.WORKING_DIRECTORY, terminated("full/of"), 0755);
            int refused = posix.renameat2(
                    World.WORKING_DIRECTORY, terminated("one"), World.WORKING_DIRECTORY, terminated("full"), 0);
            assertThat(refused).isEqualTo(-Errno.ENOTEMPTY);
            assertThat(posix.unlinkat(World.WORKING_DIRECTORY, terminated("full"), Posix.AT_REMOVEDIR))
                    .isEqualTo(-Errno.ENOTEMPTY);
        }
    }

    private static byte[] terminated(String name) {
        return (name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    static void compare(Path directory, long calls, int oneKillIn) throws IOException {
        try (Troupe troupe = new Troupe(1);
                Playground playground = new Playground(directory, troupe.posix())) {
            DifferentialRun run = new DifferentialRun(troupe, playground, Long.getLong(SEED, 20261122), oneKillIn);
            try {
                run.run(calls);
                System.out.println(run.line(0));
            } catch (Disagreement found) {
                System.out.println(run.line(1));
                throw found;
            }
            assertThat(run.calls()).isGreaterThanOrEqualTo(calls);
            assertThat(run.kills()).isPositive();
            assertThat(run.slept()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("liars")
    void aPuppetThatLiesIsFoundOut(Class<?> liar) throws IOException {
        try (Troupe troupe = new Troupe(liar, 1);
                Playground playground = new Playground(scratch, troupe.posix())) {
            DifferentialRun run = new DifferentialRun(troupe, playground, 1, Integer.MAX_VALUE);
            assertThatThrownBy(() -> run.run(CALLS_UNTIL_A_LIE_IS_TOLD))
                    .isInstanceOf(Disagreement.class)
                    .hasMessageContaining("the model says");
        }
    }
}
