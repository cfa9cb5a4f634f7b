package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Errno;
import dev.mortise.testkit.child.ChildJvm;
import dev.mortise.testkit.child.Leftovers;
import dev.mortise.testkit.conductor.LyingPuppets;
import dev.mortise.testkit.proof.ShippedProtocol;
import dev.mortise.testkit.proof.ShippedProtocols;
import dev.mortise.testkit.specimen.Specimen;
import dev.mortise.testkit.specimen.Specimens;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes under a conductor: what ships holds there too, and whoever lies, or asks for the impossible, is told so. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConductorTest {

    private static final String FOUND = "v1 check-then-create 2x1 absent: A1 B1 A2 A3 B2 B3";

    /** Its sweeper lists a directory in which files come and go, and which of them it sees is the file system's choice. */
    private static final Set<String> LISTING = Set.of("replace", "replace-recovered");

    private static final Actor NOTHING = stage -> {};

    @TempDir
    Path directory = Path.of("");

    // ---------------------------------------------------------------------------------------------------------------
    // What ships
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void randomSchedulesOfWhatShipsBreakNoLawOnARealKernel() throws IOException {
        walk(1);
    }

    @Test
    @Tag("nightly")
    void manyRandomSchedulesOfWhatShipsBreakNoLawOnARealKernel() throws IOException {
        walk(20);
    }

    private void walk(int walks) throws IOException {
        Set<String> leftToTheKernel = new TreeSet<>();
        long calls = 0;
        int kills = 0;
        try (Conductor conductor = Conductor.in(directory, 1)) {
            for (ShippedProtocol protocol : ShippedProtocols.all()) {
                for (int seed = 1; seed <= walks; seed++) {
                    try {
                        KernelReplay walk = conductor.walk(against(protocol.scenario(), seed % 2 == 0), seed);
                        assertThat(walk.disagreement())
                                .as("%s", walk.schedule())
                                .isNull();
                        assertThat(walk.violation()).as("%s", walk.schedule()).isNull();
                        calls += walk.calls();
                        kills += walk.kills();
                    } catch (UnreproducibleException choice) {
                        assertThat(choice).hasMessageContaining("chooses what this kernel does not do");
                        leftToTheKernel.add(protocol.name());
                    }
                }
            }
        }
        assertThat(LISTING).containsAll(leftToTheKernel);
        System.out.printf(
                "CONDUCTOR random schedules of what ships, %d each: %,d calls, %d kills, 0 disagreements, no law broken%n",
                walks, calls, kills);
        assertThat(directory).isEmptyDirectory();
    }

    /** They break, but they do so alike. */
    @Test
    @Tag("nightly")
    void manyRandomSchedulesOfBrokenLocksAreAnsweredAlike() throws IOException {
        int walks = 10;
        long calls = 0;
        try (Conductor conductor = Conductor.in(directory, 1)) {
            for (Specimen specimen : Specimens.all()) {
                for (int seed = 1; seed <= walks; seed++) {
                    Scenario scenario = against(specimen.scenario().crashes(1), seed % 2 == 0);
                    KernelReplay walk = conductor.walk(scenario, seed);
                    assertThat(walk.disagreement()).as("%s", walk.schedule()).isNull();
                    calls += walk.calls();
                }
            }
        }
        System.out.printf(
                "CONDUCTOR random schedules of broken locks, %d each: %,d calls, 0 disagreements%n", walks, calls);
    }

    private static Scenario against(Scenario scenario, boolean zombies) {
        return scenario.against(new Adversary(false, false, zombies, 0));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What can be seen
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void twoProcessesThatAnswerStoodInsideAtOnce() throws IOException {
        KernelReplay replay = specimen("check-then-create").replayOnKernel(Schedule.parse(FOUND), directory);
        assertThat(replay.isReproduced()).isTrue();
        assertThat(replay.inside()).hasSize(2).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(replay.calls()).isEqualTo(6);
    }

    @Test
    void aScheduleThatEndsEarlierBreaksNothing() throws IOException {
        Schedule early = Schedule.parse("v1 check-then-create 2x1 absent: A1 B1 A2 A3");
        KernelReplay replay = specimen("check-then-create").replayOnKernel(early, directory);
        assertThat(replay.violation()).isNull();
        assertThat(replay.isReproduced()).isFalse();
        assertThat(replay.inside()).isEmpty();
    }

    /** Until it is buried, a killed process has its number: B finds it alive, and then no more. */
    @Test
    void aZombieIsOneUntilItIsBuried() throws IOException {
        Scenario scenario = Scenario.cast("asking", (index, rounds) -> index == 0 ? NOTHING : ConductorTest::ask)
                .crashes(1)
                .against(new Adversary(false, false, true, 0));
        Schedule schedule = Schedule.parse("v1 asking 2x1 absent+zombies: A! B1 A~ B2 B3");
        KernelReplay replay = scenario.replayOnKernel(schedule, directory);
        assertThat(replay.disagreement()).isNull();
        assertThat(replay.violation()).isNull();
        assertThat(replay.kills()).isEqualTo(1);
    }

    private static void ask(Stage stage) {
        int first = stage.posix().kill(101, 0);
        int second = stage.posix().kill(101, 0);
        stage.check(first == 0 && second == -Errno.ESRCH, "a zombie's number answered " + first + ", then " + second);
    }

    @Test
    void aPuppetThatTakesNoLockIsFoundOut() throws IOException {
        Scenario scenario = shipped("flock-try");
        boolean found = false;
        try (Conductor conductor = Conductor.in(directory, LyingPuppets.grantingEverything())) {
            for (int seed = 1; seed <= 20 && !found; seed++) {
                KernelReplay walk = conductor.walk(scenario, seed);
                found = walk.disagreement() != null;
                assertThat(walk.isReproduced()).isFalse();
            }
        }
        assertThat(found).isTrue();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What cannot be had
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void powerIsNotCutHere() {
        Scenario scenario =
                Scenario.cast("idle", (index, rounds) -> NOTHING).processes(1).powerCuts(1, NOTHING);
        requireRefused(scenario, "v1 idle 1x1 absent: off", "has the power cut (off)");
    }

    @Test
    void namespacesAreNotMadeHere() {
        Scenario scenario = Scenario.cast("idle", (index, rounds) -> NOTHING).ownPidNamespaces();
        requireRefused(scenario, "v1 idle 2x1 absent: A1", "a pid namespace of its own");
    }

    @Test
    void whatTheModelAloneKnowsCannotBeAsked() {
        Scenario scenario = Scenario.cast(
                "asking",
                (index, rounds) ->
                        stage -> stage.processes().liveness(stage.processes().self()));
        requireRefused(
                scenario,
                "v1 asking 2x1 absent: A1",
                "makes a call that no real process makes here (A1): liveness(101");
    }

    /** A group, or a number that is nobody's in the model and may be anybody's here. */
    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "98, 18"})
    void noStrangerIsEverSentASignal(int pid, int signal) {
        Scenario scenario = Scenario.cast(
                "asking", (index, rounds) -> stage -> stage.posix().kill(pid, signal));
        requireRefused(scenario, "v1 asking 2x1 absent: A1", "(A1): kill(" + pid + ", " + signal + ")");
    }

    /** Whoever sleeps in the kernel goes on at once; no schedule can hold it back. */
    @Test
    void nobodyIsOvertakenInItsSleep() {
        Scenario scenario = specimen("flock-upgrade").processes(3);
        requireRefused(
                scenario,
                "v1 flock-upgrade 3x1 absent: A1 A2 A3 B1 B2 A4 B3 B4 B5 B6 B7 C1",
                "lets others move (C1) while A sleeps in the kernel and is free to go on");
    }

    private void requireRefused(Scenario scenario, String schedule, String reason) {
        assertThatThrownBy(() -> scenario.replayOnKernel(Schedule.parse(schedule), directory))
                .isInstanceOf(UnreproducibleException.class)
                .hasMessageContaining(reason);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void othersFilesAreLeftAloneAndOnesOwnAreNotLeft() throws IOException {
        Path others = Files.writeString(directory.resolve("lock"), "somebody's");
        Schedule impossible = Schedule.parse("v1 check-then-create 2x1 absent: A1 A2 A3 A4 A5 A6 A7 A8 A9");
        Scenario scenario = specimen("check-then-create");
        assertThat(scenario.replayOnKernel(Schedule.parse(FOUND), directory).isReproduced())
                .isTrue();
        assertThatThrownBy(() -> scenario.replayOnKernel(impossible, directory))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(directory).isDirectoryNotContaining(file -> !file.equals(others));
        assertThat(others).hasContent("somebody's");
    }

    @Test
    void aConductorThatIsToldToEndLeavesNothingBehind() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("conductor-test");
        Process conducting = new ProcessBuilder(
                        ChildJvm.command(ConductingProgram.class, "ffm", scratch, directory.toString(), FOUND))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = conducting.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo(ConductingProgram.READY);
            List<ProcessHandle> puppets = conducting.children().toList();
            assertThat(puppets).hasSizeGreaterThanOrEqualTo(2);
            assertThat(directory).isNotEmptyDirectory();
            conducting.destroy();
            conducting.waitFor();
            assertThat(directory).isEmptyDirectory();
            assertThat(puppets).noneMatch(ProcessHandle::isAlive);
        } finally {
            conducting.destroyForcibly().waitFor();
            Leftovers.remove(scratch);
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsNotMade() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> specimen("check-then-create").replayOnKernel(Schedule.parse(FOUND), nowhere))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(nowhere).doesNotExist();
    }

    private static Scenario specimen(String name) {
        return Specimens.all().stream()
                .filter(specimen -> specimen.name().equals(name))
                .map(Specimen::scenario)
                .findFirst()
                .orElseThrow();
    }

    private static Scenario shipped(String name) {
        return ShippedProtocols.all().stream()
                .filter(protocol -> protocol.name().equals(name))
                .map(ShippedProtocol::scenario)
                .findFirst()
                .orElseThrow();
    }
}
