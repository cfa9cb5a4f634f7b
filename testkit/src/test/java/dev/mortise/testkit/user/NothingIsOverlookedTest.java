package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Proof;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corners in which a broken law could hide from a search, from a hunt and from a replay. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NothingIsOverlookedTest {

    private static final Adversary PIDS = new Adversary(false, true, false, 0);

    private static Scenario two(Actor actor) {
        return Scenario.cast("corner", (index, rounds) -> actor).leaving("lock");
    }

    private static void look(Stage stage) {
        stage.posix().statx(stage.directory(), stage.name().terminated(), 0, new FileStat());
    }

    private static int open(Stage stage) {
        return stage.posix().openat(stage.directory(), stage.name().terminated(), Posix.O_RDWR | Posix.O_CREAT, 0600);
    }

    private static void breaks(Scenario scenario, Oracle law) {
        Proof proof = scenario.exhaust();
        Violation violation = requireNonNull(proof.violation(), proof.summary());
        assertThat(violation.oracle()).as(proof.summary()).isEqualTo(law);
        Violation again = scenario.replay(Schedule.parse(violation.schedule().toString()));
        assertThat(requireNonNull(again).oracle()).isEqualTo(law);
    }

    private static void huntBreaks(Scenario scenario, Oracle law) {
        Proof proof = scenario.hunt(1, Duration.ofSeconds(10), 1000, progress -> {});
        assertThat(requireNonNull(proof.violation(), proof.summary()).oracle()).isEqualTo(law);
    }

    @Test
    void failureBeforeTheFirstCall() {
        Scenario failing = two(stage -> {
            throw new IllegalStateException("nothing works");
        });
        breaks(failing, Oracle.UNCAUGHT);
        huntBreaks(failing, Oracle.UNCAUGHT);
    }

    @Test
    void twoThatAreInsideFromTheStart() {
        breaks(two(Stage::inside), Oracle.EXCLUSION);
        huntBreaks(two(Stage::inside), Oracle.EXCLUSION);
    }

    @Test
    void failureOfANewbornBeforeItsFirstCall() {
        List<Actor> roles = List.of(NothingIsOverlookedTest::look, NothingIsOverlookedTest::look);
        Scenario missing = Scenario.cast(
                        "corner", (index, rounds) -> stage -> roles.get(index).play(stage))
                .against(PIDS);
        breaks(missing, Oracle.UNCAUGHT);
        huntBreaks(missing, Oracle.UNCAUGHT);
    }

    @Test
    void checkWhoseExceptionIsCaught() {
        breaks(
                two(stage -> {
                    look(stage);
                    try {
                        stage.check(false, "this does not hold");
                    } catch (RuntimeException e) {
                        look(stage);
                    }
                }),
                Oracle.CHECK);
    }

    @Test
    void checkWhoseExceptionIsCaughtInALoop() {
        breaks(
                two(stage -> {
                    while (true) {
                        stage.posix().checkpoint("loop", 0);
                        int fd = open(stage);
                        stage.posix().close(fd);
                        try {
                            stage.check(fd < 0, "this does not hold");
                            return;
                        } catch (RuntimeException e) {
                            look(stage);
                        }
                    }
                }),
                Oracle.CHECK);
    }

    @Test
    void leakOfAProcessWithTwoThreads() {
        breaks(two(NothingIsOverlookedTest::open).processes(1).beside(NothingIsOverlookedTest::look), Oracle.LEAK);
    }

    /** What a descriptor's flags answer depends on whether it is open, so it is asked in its turn. */
    @Test
    void flagsOfADescriptorThatIsClosedLater() {
        Actor inside = stage -> {
            int fd = open(stage);
            KernelRefusedException.require("fcntl", stage.posix().fcntlSetFd(fd, 0));
            stage.posix().close(fd);
            stage.inside();
        };
        breaks(two(inside), Oracle.EXCLUSION);
    }

    @Test
    void newbornWithTheNumberOfTheFifth() {
        Scenario five = Scenario.cast("corner", (index, rounds) -> stage -> {
                    if (index >= 4) {
                        look(stage);
                        stage.check(index == 4 || stage.posix().getpid() != 105, "the number of the fifth");
                    }
                })
                .processes(5)
                .against(PIDS);
        breaks(five, Oracle.CHECK);
        huntBreaks(five, Oracle.CHECK);
    }

    @Test
    void moreActorsThanCanBeToldApartAreRefused() {
        Scenario crowd = two(NothingIsOverlookedTest::look).processes(6);
        for (int i = 0; i < 3; i++) {
            crowd = crowd.with(NothingIsOverlookedTest::look);
        }
        assertThatThrownBy(crowd::exhaust)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 8 actors");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, 9})
    void wordThatDoesNotExist(int index) {
        List<Actor> misusing = List.of(stage -> stage.note(index, 1), stage -> stage.recall(index));
        for (Actor actor : misusing) {
            Violation violation = requireNonNull(two(actor).exhaust().violation());
            assertThat(violation.oracle()).isEqualTo(Oracle.UNCAUGHT);
            assertThat(violation.message())
                    .contains(
                            "IllegalArgumentException: there is no word " + index + ": the words of a stage are 0 to 7")
                    .contains("NothingIsOverlookedTest.");
        }
    }

    /** Age can be told without a clock: by the time of a file of one's own. */
    @Test
    void hourThatOnlyFilesShow() {
        Actor judge = stage -> {
            FileStat old = new FileStat();
            FileStat fresh = new FileStat();
            byte[] own = Name.of("own-" + stage.posix().getpid()).terminated();
            int fd = stage.posix().openat(stage.directory(), own, Posix.O_RDWR | Posix.O_CREAT, 0600);
            stage.posix().fstat(fd, fresh);
            stage.posix().close(fd);
            stage.posix().unlinkat(stage.directory(), own, 0);
            stage.posix().statx(stage.directory(), stage.name().terminated(), 0, old);
            stage.check(fresh.modifiedNanos() <= old.modifiedNanos(), "the lock file is older than mine");
        };
        breaks(two(judge).startingFrom(Start.dead()).against(new Adversary(true, false, false, 1)), Oracle.CHECK);
    }
}
